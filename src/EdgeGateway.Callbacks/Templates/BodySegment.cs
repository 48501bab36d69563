using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>The received bytes: <c>{body}</c>.</summary>
internal sealed class BodySegment : Segment
{
    public override SegmentStatus Append(in CallbackReading reading, SigningKey? key, ref ContentSink sink)
    {
        sink.Append(reading.Message.Body);
        return reading.Message.Body.IsEmpty ? SegmentStatus.Empty : SegmentStatus.Written;
    }
}
