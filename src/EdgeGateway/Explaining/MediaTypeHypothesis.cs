using System.Text.Json;
using EdgeGateway.Callbacks;

namespace EdgeGateway.Explaining;

/// <summary>The body is a form where the provider sent JSON, or the reverse.</summary>
internal sealed class MediaTypeHypothesis : Hypothesis
{
    private static readonly (BodyFormats Format, string Name)[] _formats = [(BodyFormats.Json, "JSON"), (BodyFormats.Form, "a form"), (BodyFormats.Query, "a query string")];

    public override IEnumerable<Trial> Trials(ExplainCase @case)
    {
        var request = @case.Input.Request;
        foreach (var (format, name) in _formats)
        {
            if (format != request.Format && @case.Input.Scheme.BodyFormats.HasFlag(format))
            {
                yield return new Trial($"the body is {name}, but the request's Content-Type says something else", @case.Input.With(request with { Format = format }));
            }
        }

        if (@case.Input.Scheme.BodyFormats.HasFlag(BodyFormats.Form) && Flat(request.Body) is { } pairs)
        {
            var form = FormPairs.Write(pairs, static text => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal));
            yield return new Trial("a form was converted to JSON; the provider signed the form", @case.Input.With(request with { Body = form, Format = BodyFormats.Form }));
        }

        if (@case.Input.Scheme.BodyFormats.HasFlag(BodyFormats.Json) && FormPairs.Parse(request.Body.Span) is { Length: > 0 } fields)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(fields.DistinctBy(static pair => pair.Name).ToDictionary(static pair => pair.Name, static pair => pair.Value));
            yield return new Trial("JSON was converted to a form; the provider signed the JSON", @case.Input.With(request with { Body = json, Format = BodyFormats.Json }));
        }
    }

    /// <summary>The members of a document without objects and arrays; null if it is not one.</summary>
    private static IEnumerable<(string Name, string Value)>? Flat(ReadOnlyMemory<byte> body) =>
        JsonDocuments.Parse(body) is { ValueKind: JsonValueKind.Object } document
        && document.EnumerateObject().All(static member => member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            ? document.EnumerateObject().Select(static member => (member.Name, member.Value.ToString()))
            : null;
}
