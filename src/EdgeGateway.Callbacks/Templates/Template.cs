using System.Collections.Immutable;
using System.Security.Cryptography;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>The signature base of a scheme, compiled into pieces that are passed to the digest one by one. Immutable.</summary>
/// <param name="segments">The pieces.</param>
/// <param name="transforms">The conversions of the whole text, in order.</param>
/// <param name="isForQuery">Whether it is for callbacks that consist of a query string.</param>
internal sealed class Template(ImmutableArray<Segment> segments, ImmutableArray<ContentFilter> transforms, bool isForQuery)
{
    /// <summary>Whether it is for callbacks that consist of a query string.</summary>
    public bool IsForQuery => isForQuery;

    /// <summary>Every piece, including those within groups and filters.</summary>
    public ImmutableArray<Segment> AllSegments { get; } = [.. segments.SelectMany(Flatten)];

    /// <summary>Whether the body is next to another value without a separator, so that characters can move from one to the other.</summary>
    public bool JoinsBody { get; } = JoinsBodyIn([.. segments.SelectMany(Flatten)]);

    /// <summary>Whether a checksum replaces the body.</summary>
    public bool JoinsChecksum => AllSegments.Any(static segment => segment is FilteredSegment { Binds: false, Inner: BodySegment });

    /// <summary>
    /// Whether it includes content of a callback: at least a part of the body, or of a query string that replaces the body.
    /// </summary>
    public bool ReadsContent => isForQuery || AllSegments.Any(static segment => (segment as FilteredSegment)?.Inner is BodySegment or SourceSegment { Source.Kind: SourceKind.Form or SourceKind.Field }
        || segment is BodySegment or BodyWithoutSegment or JsonSegment or FieldsSegment { Rule.IsQuery: false } or SourceSegment { Source.Kind: SourceKind.Form or SourceKind.Field });

    /// <summary>Writes the signature base.</summary>
    /// <param name="reading">The callback.</param>
    /// <param name="key">The secret in the signature base; null to omit it.</param>
    /// <param name="buffer">Scratch buffer. Without a digest it contains the signature base afterwards.</param>
    /// <param name="digest">Receives the signature base; null to write to the buffer. After a failure it still contains data.</param>
    public RefusalReason Append(in CallbackReading reading, SigningKey? key, ByteBuffer buffer, IncrementalHash? digest)
    {
        buffer.Truncate(0, zero: true);
        var sink = new ContentSink(buffer, digest) { IsHeld = !transforms.IsEmpty };
        foreach (var segment in segments)
        {
            var status = segment.Append(reading, key, ref sink);
            if (status is SegmentStatus.Absent or SegmentStatus.Unsupported)
            {
                buffer.Truncate(0, zero: true);
                return status == SegmentStatus.Absent ? RefusalReason.SignedValueMissing : RefusalReason.UnsupportedNesting;
            }
        }

        foreach (var transform in transforms)
        {
            transform.Apply(buffer, 0);
        }

        sink.Flush();
        return RefusalReason.None;
    }

    private static bool JoinsBodyIn(ImmutableArray<Segment> pieces)
    {
        for (var at = 1; at < pieces.Length; at++)
        {
            if ((pieces[at - 1], pieces[at]) is (SourceSegment, BodySegment) or (BodySegment, SourceSegment))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<Segment> Flatten(Segment segment) => segment switch
    {
        GroupSegment group => group.Segments.SelectMany(Flatten),
        FilteredSegment { Binds: true } filtered => Flatten(filtered.Inner),
        _ => [segment],
    };
}
