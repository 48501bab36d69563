using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>The secret as text: <c>{secret}</c>.</summary>
internal sealed class SecretSegment : Segment
{
    public override SegmentStatus Append(in CallbackReading reading, SigningKey? key, ref ContentSink sink)
    {
        if (key is not null)
        {
            sink.Buffer.Append(key.Secret);
        }

        return SegmentStatus.Written;
    }
}
