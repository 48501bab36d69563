using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Text that is the same for every callback.</summary>
internal sealed class LiteralSegment(byte[] text) : Segment
{
    public ReadOnlySpan<byte> Text => text;

    public override SegmentStatus Append(in CallbackReading reading, SigningKey? key, ref ContentSink sink)
    {
        sink.Buffer.Append(text);
        return SegmentStatus.Written;
    }
}
