using System.Text;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Profiles;
using EdgeGateway.Testing.Vectors;
using EdgeGateway.Tests.Callbacks.Schemes;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Attempts;

public sealed class PossibleEndingsTests
{
    /// <summary>Settings with which everything can occur.</summary>
    private static readonly VerificationSettings _requiring = new() { Require = [new("status", "1")] };

    [Fact]
    public void All_EveryOutcomeAndReason_IsListed()
    {
        Assert.Equal(Enum.GetValues<CallbackOutcome>(), PossibleEndings.All.Select(static ending => ending.Outcome).Distinct());
        Assert.Equal(Enum.GetValues<CallbackReason>(), PossibleEndings.All.Select(static ending => ending.Reason).Distinct().Order());
        Assert.Distinct(PossibleEndings.All);
    }

    [Fact]
    public void Of_SchemeWithoutTime_HasNoReasonsOfTimeOrTokens()
    {
        var reasons = ReasonsOf(SignatureSchemes.Cactus);

        Assert.DoesNotContain(CallbackReason.TimestampOutsideTolerance, reasons);
        Assert.DoesNotContain(CallbackReason.TokenExpired, reasons);
        Assert.DoesNotContain(CallbackReason.DistinctValueRefused, reasons);
        Assert.DoesNotContain(CallbackReason.RequirementNotMet, reasons);
        Assert.DoesNotContain(CallbackReason.Concurrency, reasons);
        Assert.DoesNotContain(CallbackReason.ClientCertificate, reasons);
        Assert.DoesNotContain(CallbackReason.Unclaimed, reasons);
        Assert.Contains(CallbackReason.SignatureMismatch, reasons);
    }

    [Fact]
    public void Of_SchemeWithTime_HasItsReasons()
    {
        Assert.Contains(CallbackReason.TimestampOutsideTolerance, ReasonsOf(SignatureSchemes.Find("stripe")!));
        Assert.Contains(CallbackReason.TokenExpired, ReasonsOf(SignatureSchemes.CryptoCloud));
    }

    [Fact]
    public void Of_SettingsThatAllowIt_HasItsReasons()
    {
        var profile = ProfileOf(SignatureSchemes.Cactus, _requiring) with
        {
            MaxConcurrentCallbacks = 1,
            ClientCertificate = new ClientCertificateRule(["00"], authority: null),
            OnLedgerUnavailable = LedgerUnavailablePolicy.Deliver,
        };

        var endings = PossibleEndings.Of(profile).ToList();

        Assert.Contains((CallbackOutcome.Overloaded, CallbackReason.Concurrency), endings);
        Assert.Contains((CallbackOutcome.SourceRefused, CallbackReason.ClientCertificate), endings);
        Assert.Contains((CallbackOutcome.Delivered, CallbackReason.Unclaimed), endings);
        Assert.Contains((CallbackOutcome.Malformed, CallbackReason.RequirementNotMet), endings);
    }

    [Fact]
    public void Of_ProfileThatDoesNotDeduplicate_HasNoOutcomesOfTheLedger()
    {
        var outcomes = PossibleEndings.Of(ProfileOf(SignatureSchemes.Cactus) with { Deduplicate = false }).Select(static ending => ending.Outcome).ToHashSet();

        Assert.DoesNotContain(CallbackOutcome.AlreadySettled, outcomes);
        Assert.DoesNotContain(CallbackOutcome.LedgerUnavailable, outcomes);
        Assert.Contains(CallbackOutcome.Delivered, outcomes);
    }

    /// <summary>No scheme leaves out a reason that one of its vectors is refused for.</summary>
    [Fact]
    public void Of_EveryVectorThatIsRefused_HasItsReason()
    {
        var refused = 0;
        foreach (var vector in PresetVectors.All.Where(static vector => vector is { IsAccepted: false, Secret: not null }))
        {
            VectorVerifier.Verify(vector, Encoding.UTF8.GetBytes(vector.Body), out _, out var reason);
            refused++;

            Assert.True(SignatureSchemes.Find(vector.Preset)!.CanRefuseFor(reason), $"{vector}: {reason}");
        }

        Assert.True(refused > 100);
    }

    private static HashSet<CallbackReason> ReasonsOf(SignatureScheme scheme) => [.. PossibleEndings.Of(ProfileOf(scheme)).Select(static ending => ending.Reason)];

    private static CallbackProfile ProfileOf(SignatureScheme scheme, VerificationSettings? settings = null) =>
        CallbackProfile.Create("profile", scheme, new KeyRing([]), settings: settings);
}
