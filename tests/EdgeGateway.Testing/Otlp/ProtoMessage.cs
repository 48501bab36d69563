using System.Buffers.Binary;
using System.Text;

namespace EdgeGateway.Testing.Otlp;

/// <summary>A message in the wire format of Protocol Buffers, read without its schema: https://protobuf.dev/programming-guides/encoding/.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtoMessage(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = ReadVarint(ref bytes);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((number, ReadVarint(ref bytes), default));
                    break;
                case 1:
                    _fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span), default));
                    bytes = bytes[8..];
                    break;
                case 2:
                    var length = (int)ReadVarint(ref bytes);
                    _fields.Add((number, 0, bytes[..length]));
                    bytes = bytes[length..];
                    break;
                case 5:
                    _fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span), default));
                    bytes = bytes[4..];
                    break;
                default:
                    throw new FormatException($"There is no wire type {tag & 7}.");
            }
        }
    }

    /// <summary>Every message in a repeated field.</summary>
    public IEnumerable<ProtoMessage> Messages(int number) => All(number).Select(static field => new ProtoMessage(field.Bytes));

    /// <summary>The text of a field; empty if it is absent.</summary>
    public string Text(int number) => Encoding.UTF8.GetString(All(number).LastOrDefault().Bytes.Span);

    /// <summary>The bytes of a field in hexadecimal digits; empty if it is absent.</summary>
    public string Hex(int number) => Convert.ToHexStringLower(All(number).LastOrDefault().Bytes.Span);

    /// <summary>The number in a field; 0 if it is absent.</summary>
    public ulong Number(int number) => All(number).LastOrDefault().Value;

    /// <summary>Whether the field is present.</summary>
    public bool Has(int number) => All(number).Any();

    private IEnumerable<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> All(int number) => _fields.Where(field => field.Number == number);

    private static ulong ReadVarint(ref ReadOnlyMemory<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var octet = bytes.Span[0];
            bytes = bytes[1..];
            value |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80)
            {
                return value;
            }
        }
    }
}
