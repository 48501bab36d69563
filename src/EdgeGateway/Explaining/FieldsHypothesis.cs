using System.Text;
using System.Text.Json;
using EdgeGateway.Callbacks;

namespace EdgeGateway.Explaining;

/// <summary>A field was added to the request, or one that is empty was.</summary>
internal sealed class FieldsHypothesis : Hypothesis
{
    /// <summary>How many fields are left out, one by one.</summary>
    private const int MaxFields = 128;

    public override IEnumerable<Trial> Trials(ExplainCase @case)
    {
        var request = @case.Input.Request;
        var parts = JsonDocuments.Parse(request.Body) is { ValueKind: JsonValueKind.Object } document ? OfDocument(@case, document)
            : request.Format == BodyFormats.Form ? OfForm(@case)
            : [];
        return parts.Concat(OfQuery(@case));
    }

    private static IEnumerable<Trial> OfDocument(ExplainCase @case, JsonElement document)
    {
        var body = @case.Input.Request.Body;
        foreach (var member in document.EnumerateObject().Take(MaxFields))
        {
            if (JsonCut.Without(body.Span, member.Name) is { } cut)
            {
                yield return new Trial($"the field {Shown(member.Name)} was added after the provider had signed", @case.Input.With(cut));
            }
        }

        (string Cause, Func<JsonElement, bool> IsLeftOut)[] kinds =
        [
            ("empty fields were added", static value => value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0),
            ("fields with null were added", static value => value.ValueKind == JsonValueKind.Null),
            ("empty fields and fields with null were added", static value => value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0)),
        ];
        foreach (var (cause, isLeftOut) in kinds)
        {
            var names = document.EnumerateObject().Where(member => isLeftOut(member.Value)).Select(static member => member.Name).ToArray();
            byte[]? cut = body.ToArray();
            foreach (var name in names)
            {
                cut = cut is null ? null : JsonCut.Without(cut, name);
            }

            if (names.Length > 1 && cut is not null)
            {
                yield return new Trial($"{cause} after the provider had signed", @case.Input.With(cut));
            }
        }
    }

    private static IEnumerable<Trial> OfForm(ExplainCase @case)
    {
        var pairs = Encoding.UTF8.GetString(@case.Input.Request.Body.Span).Split('&');
        return Enumerable.Range(0, Math.Min(pairs.Length, MaxFields)).Select(index => new Trial(
            $"the field {Shown(pairs[index].Split('=')[0])} was added after the provider had signed",
            @case.Input.With(Encoding.UTF8.GetBytes(Without(pairs, index)))));
    }

    private static IEnumerable<Trial> OfQuery(ExplainCase @case)
    {
        var request = @case.Input.Request;
        string[] pairs = request.Query.Length == 0 ? [] : request.Query.Split('&');
        return Enumerable.Range(0, Math.Min(pairs.Length, MaxFields)).Select(index => new Trial(
            $"{Shown(pairs[index].Split('=')[0])} was added to the query string after the provider had signed",
            @case.Input.With(request with { Query = Without(pairs, index) })));
    }

    private static string Without(string[] pairs, int index) => string.Join('&', pairs.Where((_, at) => at != index));

    private static string Shown(string name) => Difference.Visible(Encoding.UTF8.GetBytes(name.Length > 64 ? name[..64] + "…" : name));
}
