using EdgeGateway.Testing.Faults.Checking;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.Mutations;

/// <summary>Tests the checker: it must find each of these defects.</summary>
public sealed class MutationTests(MutatedRuns runs) : IClassFixture<MutatedRuns>
{
    /// <summary>The defect, and a guarantee that it must violate.</summary>
    public static TheoryData<string, Guarantee> Mutations => new()
    {
        { nameof(LedgerMutations.ClaimNotAwaited), Guarantee.RepeatedOnlyInANamedWindow },
        { nameof(LedgerMutations.SettledAtTheClaim), Guarantee.DuplicatesAnsweredFromTheRecord },
        { nameof(LedgerMutations.DuplicateAnsweredInFlight), Guarantee.DuplicatesAnsweredFromTheRecord },
        { nameof(LedgerMutations.ReleasedWithoutOwner), Guarantee.RepeatedOnlyInANamedWindow },
        { nameof(LedgerMutations.FingerprintIgnored), Guarantee.AcknowledgedOnlyByTheMerchant },
        { nameof(LedgerMutations.SettlementDropped), Guarantee.RepeatedOnlyInANamedWindow },
        { nameof(LedgerMutations.SettlementReleases), Guarantee.RepeatedOnlyInANamedWindow },
        { nameof(LedgerMutations.LeaseTooShort), Guarantee.RepeatedOnlyInANamedWindow },
        { nameof(LedgerMutations.NeverReleased), Guarantee.DeliveredInTheEnd },
        { nameof(LedgerMutations.AttemptsNotCounted), Guarantee.RepeatedOnlyInANamedWindow },
        { nameof(LedgerMutations.ContentNeverYields), Guarantee.DeliveredInTheEnd },
        { nameof(LedgerMutations.KeysCollapse), Guarantee.AcknowledgedOnlyByTheMerchant },
        { nameof(OutageAnsweredAsSuccess), Guarantee.AcknowledgedOnlyByTheMerchant },
        { nameof(LedgerMutations.RetentionTooShort), Guarantee.RepeatedOnlyInANamedWindow },
        { nameof(LedgerMutations.LedgerLeftBehind), Guarantee.RepeatedOnlyInANamedWindow },
        { nameof(LedgerMutations.ReleasedRecordConflicts), Guarantee.RepeatedOnlyInANamedWindow },
        { nameof(LedgerMutations.RecordCannotBeWritten), Guarantee.DeliveredInTheEnd },
        { nameof(RefusalAnsweredAsSuccess), Guarantee.AcknowledgedOnlyByTheMerchant },
        { nameof(VerificationPassedBy), Guarantee.NothingForgedDelivered },
        { MutatedRuns.SecretKnownToForgers, Guarantee.NothingForgedDelivered },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public async Task A_defect_is_found(string mutation, Guarantee broken)
    {
        var result = await runs.ResultOfAsync(mutation);

        Assert.True(result.Violations.Any(violation => violation.Guarantee == broken), $"{mutation} was not found: {result}");
    }
}
