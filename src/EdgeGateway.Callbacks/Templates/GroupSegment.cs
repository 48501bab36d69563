using System.Collections.Immutable;
using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Pieces that are all omitted if one of their values is absent or empty: <c>[[…]]</c>.</summary>
internal sealed class GroupSegment(ImmutableArray<Segment> segments) : Segment
{
    public ImmutableArray<Segment> Segments => segments;

    public override SegmentStatus Append(in CallbackReading reading, SigningKey? key, ref ContentSink sink)
    {
        var start = sink.Buffer.Length;
        var isHeld = sink.IsHeld;
        sink.IsHeld = true;
        var status = SegmentStatus.Written;
        foreach (var segment in segments)
        {
            status = segment.Append(reading, key, ref sink);
            if (status != SegmentStatus.Written)
            {
                sink.Buffer.Truncate(start, zero: true);
                break;
            }
        }

        sink.IsHeld = isHeld;
        return status == SegmentStatus.Absent ? SegmentStatus.Empty : status;
    }
}
