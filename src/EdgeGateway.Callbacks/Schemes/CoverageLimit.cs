using EdgeGateway.Callbacks.Templates;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>The most that a scheme's signature can cover.</summary>
internal static class CoverageLimit
{
    /// <summary>The most that the scheme may claim.</summary>
    public static SignatureCoverage Of(TemplateRules rules, BodyFormats formats) => rules.Signed.Binding switch
    {
        ContentBinding.Nothing => SignatureCoverage.None,
        _ when rules.Distinct.Length > 0 || rules.Scope is not null => SignatureCoverage.Partial,
        ContentBinding.Body => SignatureCoverage.Full,
        _ => rules.Templates.All(template => JoinsAll(template, formats)) ? SignatureCoverage.Full : SignatureCoverage.Partial,
    };

    /// <summary>Why the scheme cannot claim more.</summary>
    public static string Why(SignatureCoverage most, TemplateRules rules) => most switch
    {
        SignatureCoverage.None => "Content holds nothing of the callback",
        _ when rules.Distinct.Length > 0 => "what Distinct names is not signed",
        _ => "Content leaves parts of the callback open",
    };

    /// <summary>Whether all fields of the body are joined, or of a query string in which nothing unsigned is accepted.</summary>
    private static bool JoinsAll(Template template, BodyFormats formats) => formats == BodyFormats.Query || template.AllSegments.Any(
        static segment => segment is FieldsSegment { Rule: { IsQuery: false, Container: null, ScalarsOnly: false, Names.IsEmpty: true, OnlyPrefix.Length: 0, UnwrapStart.Length: 0 } });
}
