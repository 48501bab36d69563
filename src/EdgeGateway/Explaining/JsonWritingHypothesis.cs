using System.Globalization;
using System.Text.Json;

namespace EdgeGateway.Explaining;

/// <summary>The body was parsed and written again, which keeps the values but not the bytes.</summary>
internal sealed class JsonWritingHypothesis : Hypothesis
{
    private static readonly bool[] _both = [false, true];

    private static readonly JsonStyle[] _layouts =
    [
        new("as compact JSON"),
        new("with a space behind colons and commas, as Python does", Indent: null, ": ", ", "),
        new("indented by two spaces", "  ", ": "),
        new("indented by four spaces", "    ", ": "),
        new("indented by tabs", "\t", ": "),
        new("indented by two spaces with CR LF", "  ", ": ") { LineEnd = "\r\n" },
    ];

    public override IEnumerable<Trial> Trials(ExplainCase @case)
    {
        if (JsonDocuments.Parse(@case.Input.Request.Body) is not { } document)
        {
            yield break;
        }

        foreach (var style in Styles())
        {
            var body = style.Write(document);
            if (!body.AsSpan().SequenceEqual(@case.Input.Request.Body.Span))
            {
                yield return new Trial($"the body was parsed and written again; the provider signed it {style.Name}", @case.Input.With(body));
                yield return new Trial($"the body was parsed and written again; the provider signed it {style.Name} and with a line break at its end", @case.Input.With((byte[])[.. body, (byte)'\n']));
            }
        }
    }

    private static IEnumerable<JsonStyle> Styles() =>
        from isSorted in _both
        from hasShortNumbers in _both
        from isAscii in _both
        from escapesSlashes in _both
        from layout in _layouts
        select layout with
        {
            Name = layout.Name + (isAscii ? ", characters beyond ASCII escaped" : "") + (escapesSlashes ? ", slashes escaped" : "")
                + (hasShortNumbers ? ", numbers in their shortest form" : "") + (isSorted ? ", names sorted" : ""),
            IsAscii = isAscii,
            EscapesSlashes = escapesSlashes,
            IsSorted = isSorted,
            Scalar = hasShortNumbers ? ShortNumber : null,
        };

    /// <summary>As JavaScript writes numbers.</summary>
    private static string? ShortNumber(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Abs(number) is < 1e15 and (0 or >= 1e-6)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : null;
}
