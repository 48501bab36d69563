using EdgeGateway.Callbacks;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Telemetry;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Providers;
using Xunit;

namespace EdgeGateway.Tests.Documents;

/// <summary>Tests of <c>docs/outcomes.md</c>.</summary>
public sealed class OutcomesDocumentTests
{
    [Fact]
    public void Page_IsWhatTheListsSay()
    {
        var expected = OutcomesDocument.Write();
        var path = RepositoryFiles.PathOf(OutcomesDocument.FileName);
        if (Environment.GetEnvironmentVariable(ProvidersDocument.WriteVariable) == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected.Split('\n'), File.ReadAllText(path).Split('\n'));
    }

    [Fact]
    public void Texts_NameEveryOutcomeOnceAndEveryReason()
    {
        Assert.Equal(Enum.GetValues<CallbackOutcome>(), OutcomeTexts.All.Select(static text => text.Outcome).Order());
        Assert.Equal(Enum.GetValues<CallbackReason>().Skip(1), ReasonTexts.All.Select(static text => text.Reason).Distinct().Order());
        Assert.Distinct(ReasonTexts.All.Select(static text => (text.Outcome, text.Reason)));
    }

    /// <summary>The page has the same list as the counters that start at 0.</summary>
    [Fact]
    public void Texts_AreThoseOfThePossibleEndings() => Assert.Equal(
        PossibleEndings.All.Where(static ending => ending.Reason != CallbackReason.None).Order(),
        ReasonTexts.All.Select(static text => (text.Outcome, text.Reason)).Order());

    /// <summary>Each reason of the verification has the outcome of its verdict.</summary>
    [Fact]
    public void Texts_OfTheVerification_HaveTheVerdictsOutcome() => Assert.All(
        ReasonTexts.All.Where(static text => Enum.IsDefined((RefusalReason)text.Reason)),
        static text => Assert.Equal((RefusalReason)text.Reason < RefusalReason.SignatureMissing ? CallbackOutcome.Malformed : CallbackOutcome.SignatureRejected, text.Outcome));

    [Fact]
    public void Reasons_OfTheVerification_AreCastFromRefusalReasons() => Assert.Equal(
        Enum.GetValues<RefusalReason>().Select(static reason => reason.ToString()),
        Enum.GetValues<RefusalReason>().Select(static reason => ((CallbackReason)reason).ToString()));

    [Fact]
    public void Reasons_Words_AreTheClosedList() => Assert.Equal(
        [
            "", "invalid_utf8", "invalid_json", "not_an_object", "invalid_form", "too_deep", "too_many_fields", "duplicate_name", "invalid_text", "invalid_number",
            "ambiguous_name", "ambiguous_value", "unsupported_nesting", "query_shadows_field", "query_not_signed", "invalid_document", "requirement_not_met",
            "distinct_value_refused", "signature_missing", "signature_malformed", "signature_mismatch", "signed_value_missing", "key_unknown",
            "timestamp_outside_tolerance", "timestamp_malformed", "token_malformed", "token_algorithm", "token_expired", "token_binding",
            "two_lengths", "transfer_encoding", "hang_up", "body_timeout", "broken_body", "buffered_bytes", "client_certificate", "batch_overlaps", "unclaimed", "concurrency",
            "not_acknowledged", "no_destination", "timeout", "connection", "answer_cut_short", "forwarding", "shadowed_method", "shadowed_path",
        ],
        Enum.GetValues<CallbackReason>().Select(static reason => TagWords.Of(reason)));

    [Fact]
    public void Readme_LinksToThePage() =>
        Assert.Contains($"]({OutcomesDocument.FileName})", RepositoryFiles.Read("README.md"), StringComparison.Ordinal);
}
