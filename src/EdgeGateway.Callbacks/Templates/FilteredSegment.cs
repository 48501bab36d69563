using System.Collections.Immutable;
using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>A piece whose text is converted: <c>{body|base64}</c>.</summary>
internal sealed class FilteredSegment(Segment inner, ImmutableArray<ContentFilter> filters) : Segment
{
    public Segment Inner => inner;

    /// <summary>Whether different text always gives a different result, except for a SHA-256 collision.</summary>
    public bool Binds => filters.All(static filter => filter.Binds);

    public override SegmentStatus Append(in CallbackReading reading, SigningKey? key, ref ContentSink sink)
    {
        var start = sink.Buffer.Length;
        var isHeld = sink.IsHeld;
        sink.IsHeld = true;
        var status = inner.Append(reading, key, ref sink);
        sink.IsHeld = isHeld;
        if (status is SegmentStatus.Written or SegmentStatus.Empty)
        {
            foreach (var filter in filters)
            {
                filter.Apply(sink.Buffer, start);
            }
        }

        return status;
    }
}
