using System.Text;

namespace EdgeGateway.Requests;

/// <summary>
/// A request with placeholders: <c>{{id}}</c> for digits that differ with each event, and <c>{{base64}}…{{/base64}}</c> around text that is
/// sent in base64, as some providers send their document within a value. Immutable.
/// </summary>
/// <param name="content">As in a file; see <see cref="CapturedRequest"/>.</param>
internal sealed class RequestTemplate(ReadOnlyMemory<byte> content)
{
    private const string Id = "{{id}}";
    private const string Start = "{{base64}}";
    private const string End = "{{/base64}}";

    // Latin-1 keeps every byte.
    private readonly string _text = Encoding.Latin1.GetString(content.Span);

    /// <summary>Whether the requests of two events differ.</summary>
    public bool HasId => _text.Contains(Id, StringComparison.Ordinal);

    /// <summary>The request of one event.</summary>
    public CapturedRequest Render(string id)
    {
        var text = _text.Replace(Id, id, StringComparison.Ordinal);
        var isForm = CapturedRequest.Parse(content).Headers.GetValueOrDefault("Content-Type", "").Contains("form", StringComparison.OrdinalIgnoreCase);
        for (var start = text.IndexOf(Start, StringComparison.Ordinal); start >= 0; start = text.IndexOf(Start, StringComparison.Ordinal))
        {
            var end = text.IndexOf(End, start, StringComparison.Ordinal);
            var inner = end < 0 ? text[(start + Start.Length)..] : text[(start + Start.Length)..end];
            var encoded = Convert.ToBase64String(Encoding.Latin1.GetBytes(inner));
            text = text[..start] + (isForm ? Uri.EscapeDataString(encoded) : encoded) + (end < 0 ? "" : text[(end + End.Length)..]);
        }

        return CapturedRequest.Parse(Encoding.Latin1.GetBytes(text));
    }
}
