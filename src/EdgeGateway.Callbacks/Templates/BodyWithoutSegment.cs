using System.Text;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>The received bytes without one outermost member; every other byte is kept: <c>{body-sign}</c>.</summary>
internal sealed class BodyWithoutSegment(string name) : Segment
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    /// <summary>The member that is left out.</summary>
    public string Name => name;

    /// <summary>Whether an outermost member is the one that is left out.</summary>
    public bool Omits(ReadOnlySpan<byte> member) => member.SequenceEqual(_name);

    public override SegmentStatus Append(in CallbackReading reading, SigningKey? key, ref ContentSink sink)
    {
        var body = reading.Message.Body;
        var index = reading.Body.Find(0, _name);
        if (index < 0)
        {
            return SegmentStatus.Absent;
        }

        ref readonly var field = ref reading.Body[index];
        if (field.IsNameInScratch)
        {
            // The position of an escaped name is no longer known. No provider escapes it.
            return SegmentStatus.Unsupported;
        }

        var (start, end) = RangeOf(body, field);
        sink.Append(body[..start]);
        sink.Append(body[end..]);
        return SegmentStatus.Written;
    }

    /// <summary>Includes the comma before the member, or after it if it is the first.</summary>
    private static (int Start, int End) RangeOf(ReadOnlySpan<byte> body, in Field field)
    {
        var start = field.NameStart - 1;
        var end = field.ValueStart + field.ValueLength + (field.Kind == FieldKind.String ? 1 : 0);
        var before = body[..start].TrimEnd(" \t\r\n"u8);
        if (before.EndsWith(","u8))
        {
            return (before.Length - 1, end);
        }

        var after = body[end..].TrimStart(" \t\r\n"u8);
        return after.StartsWith(","u8) ? (start, body.Length - after.Length + 1) : (start, end);
    }
}
