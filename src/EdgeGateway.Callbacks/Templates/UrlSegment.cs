using System.Text;
using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>
/// The address that the provider calls: <c>{url}</c>. The profile's <c>PublicUrl</c>, followed by the received query string if it has none.
/// </summary>
internal sealed class UrlSegment : Segment
{
    public override SegmentStatus Append(in CallbackReading reading, SigningKey? key, ref ContentSink sink)
    {
        var url = reading.Settings.PublicUrlOctets;
        sink.Buffer.Append(url);
        var query = reading.Message.Query.AsSpan().TrimStart('?');
        if (!query.IsEmpty && !url.Contains((byte)'?'))
        {
            sink.Buffer.Append((byte)'?');
            sink.Buffer.Advance(Encoding.UTF8.GetBytes(query, sink.Buffer.Reserve(query.Length * 3)));
        }

        return SegmentStatus.Written;
    }
}
