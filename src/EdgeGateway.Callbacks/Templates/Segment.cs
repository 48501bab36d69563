using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>One piece of a template. Immutable and safe for concurrent use.</summary>
internal abstract class Segment
{
    /// <summary>Adds the piece to the signature base.</summary>
    /// <param name="reading">The callback.</param>
    /// <param name="key">The secret in the signature base; null to omit it.</param>
    /// <param name="sink">Receives the piece.</param>
    public abstract SegmentStatus Append(in CallbackReading reading, SigningKey? key, ref ContentSink sink);
}
