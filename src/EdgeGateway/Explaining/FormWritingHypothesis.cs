using System.Text.RegularExpressions;
using EdgeGateway.Callbacks;

namespace EdgeGateway.Explaining;

/// <summary>The form was parsed and written again with another encoding of its characters.</summary>
internal sealed partial class FormWritingHypothesis : Hypothesis
{
    private static readonly (string Name, Func<string, string> Encode)[] _encodings =
    [
        ("with + for spaces", static text => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal)),
        ("with %20 for spaces", Uri.EscapeDataString),
        ("with + for spaces and hexadecimal digits in lower case", static text => Lower(Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal))),
        ("with %20 for spaces and hexadecimal digits in lower case", static text => Lower(Uri.EscapeDataString(text))),
        ("as browsers and PHP do, with * unescaped", static text => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal)),
        ("without any encoding", static text => text),
    ];

    public override IEnumerable<Trial> Trials(ExplainCase @case)
    {
        var request = @case.Input.Request;
        var pairs = FormPairs.Parse(request.Body.Span);
        if (pairs.Length == 0 || request.Format is not (BodyFormats.Form or BodyFormats.Raw))
        {
            yield break;
        }

        foreach (var isSorted in new[] { false, true })
        {
            var ordered = isSorted ? pairs.OrderBy(static pair => pair.Name, StringComparer.Ordinal) : pairs.AsEnumerable();
            foreach (var (name, encode) in _encodings)
            {
                var body = FormPairs.Write(ordered, encode);
                if (!body.AsSpan().SequenceEqual(request.Body.Span))
                {
                    yield return new Trial($"the form was parsed and written again; the provider signed it {name}{(isSorted ? ", names sorted" : "")}", @case.Input.With(body));
                }
            }
        }
    }

    private static string Lower(string text) => Escape().Replace(text, static match => match.Value.ToLowerInvariant());

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex Escape();
}
