using System.Text;

namespace EdgeGateway.Explaining;

/// <summary>Bytes were added to the body or removed from it on the way.</summary>
internal sealed class BodyBytesHypothesis : Hypothesis
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    public override IEnumerable<Trial> Trials(ExplainCase @case)
    {
        var body = @case.Input.Request.Body.ToArray();
        foreach (var (cause, variant) in Variants(body))
        {
            if (!variant.AsSpan().SequenceEqual(body))
            {
                yield return new Trial(cause, @case.Input.With(variant));
            }
        }
    }

    private static IEnumerable<(string Cause, byte[] Body)> Variants(byte[] body)
    {
        var text = Encoding.Latin1.GetString(body);
        yield return ("a line break was added behind the body", OctetsOf(text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text));
        yield return ("the line break behind the body was removed", OctetsOf(text + "\n"));
        yield return ("the line break behind the body was removed (CR LF)", OctetsOf(text + "\r\n"));
        yield return ("white space was added around the body", OctetsOf(text.Trim(' ', '\t', '\r', '\n')));
        yield return ("line breaks were changed from LF to CR LF", OctetsOf(text.Replace("\r\n", "\n", StringComparison.Ordinal)));
        yield return ("line breaks were changed from CR LF to LF", OctetsOf(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal)));
        yield return ("a byte order mark was added in front of the body", body.AsSpan().StartsWith(Mark) ? body[Mark.Length..] : body);
        yield return ("the byte order mark in front of the body was removed", [.. Mark, .. body]);
        yield return ("the body was read as Windows-1252 or Latin-1 and written as UTF-8", Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(body)));
        yield return ("the body was stored without its backslashes", OctetsOf(text.Replace("/", "\\/", StringComparison.Ordinal)));
    }

    private static byte[] OctetsOf(string text) => Encoding.Latin1.GetBytes(text);
}
