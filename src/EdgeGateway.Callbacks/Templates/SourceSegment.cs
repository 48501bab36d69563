using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>One value of the callback.</summary>
internal sealed class SourceSegment(ValueSource source) : Segment
{
    public ValueSource Source => source;

    public override SegmentStatus Append(in CallbackReading reading, SigningKey? key, ref ContentSink sink)
    {
        var start = sink.Buffer.Length;
        if (reading.TryAppend(source, sink.Buffer))
        {
            return sink.Buffer.Length > start ? SegmentStatus.Written : SegmentStatus.Empty;
        }

        return source.IsOptional ? SegmentStatus.Empty : SegmentStatus.Absent;
    }
}
