using System.Collections.Immutable;
using System.Security.Cryptography;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>The signature base of a scheme, compiled into pieces that are fed to the digest one after another. Immutable.</summary>
/// <param name="segments">The pieces.</param>
/// <param name="transforms">What the whole is converted by, in order.</param>
/// <param name="isForQuery">Whether it is for callbacks that consist of a query string.</param>
internal sealed class Template(ImmutableArray<Segment> segments, ImmutableArray<ContentFilter> transforms, bool isForQuery)
{
    /// <summary>Whether it is for callbacks that consist of a query string.</summary>
    public bool IsForQuery => isForQuery;

    /// <summary>Every piece, those within groups and filters included.</summary>
    public ImmutableArray<Segment> AllSegments { get; } = [.. segments.SelectMany(Flatten)];

    /// <summary>Whether the body stands beside another value with nothing between them, so that characters can move from one to the other.</summary>
    public bool JoinsBody { get; } = JoinsBodyIn([.. segments.SelectMany(Flatten)]);

    /// <summary>Whether a checksum stands for the body.</summary>
    public bool JoinsChecksum => AllSegments.Any(static segment => segment is FilteredSegment { Binds: false, Inner: BodySegment });

    /// <summary>Whether it holds the content of a callback, or a part of it: of the body, or of a query string that stands for one.</summary>
    public bool ReadsContent => isForQuery || AllSegments.Any(static segment => (segment as FilteredSegment)?.Inner is BodySegment or SourceSegment { Source.Kind: SourceKind.Form or SourceKind.Field }
        || segment is BodySegment or BodyWithoutSegment or JsonSegment or FieldsSegment { Rule.IsQuery: false } or SourceSegment { Source.Kind: SourceKind.Form or SourceKind.Field });

    /// <summary>Writes the signature base.</summary>
    /// <param name="reading">The callback.</param>
    /// <param name="key">The secret in the signature base; null leaves it out.</param>
    /// <param name="buffer">Is emptied and used; without a digest it holds the signature base afterwards.</param>
    /// <param name="digest">Takes the signature base; null: the buffer does. Also holds octets when this fails.</param>
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
