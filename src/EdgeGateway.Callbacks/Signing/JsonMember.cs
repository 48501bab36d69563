using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Signing;

/// <summary>Changes one member of a JSON text and keeps every other byte.</summary>
internal static class JsonMember
{
    private static readonly JsonReaderOptions _options = new() { MaxDepth = 64 };

    /// <summary>
    /// The text with a value at a path. A missing member is added as the last one. Where the path leads through a value that is not an
    /// object, such as null, an object takes its place.
    /// </summary>
    /// <param name="json">Valid JSON.</param>
    /// <param name="start">The position of the object where the path starts.</param>
    /// <param name="path">The member's path.</param>
    /// <param name="value">The value.</param>
    /// <param name="isNumber">Whether a new member is a number. One that exists stays a string if it is one.</param>
    public static byte[] Set(ReadOnlySpan<byte> json, int start, FieldPath path, string value, bool isNumber)
    {
        // Only white space precedes the outermost object.
        var from = start + json[start..].IndexOf((byte)'{');
        var reader = new Utf8JsonReader(json[from..], _options);
        reader.Read();
        var level = 0;
        var hasMembers = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            hasMembers = true;
            var isOnPath = reader.ValueTextEquals(path[level]);
            var isLast = level == path.Depth - 1;
            reader.Read();
            if (isOnPath && !isLast && reader.TokenType == JsonTokenType.StartObject)
            {
                level++;
                hasMembers = false;
                continue;
            }

            var valueStart = from + (int)reader.TokenStartIndex;
            var isString = !isNumber || (isLast && reader.TokenType == JsonTokenType.String);
            reader.Skip();
            if (isOnPath)
            {
                return [.. json[..valueStart], .. Nested(path, level + 1, Literal(value, isString)), .. json[(from + (int)reader.BytesConsumed)..]];
            }
        }

        var end = from + (int)reader.TokenStartIndex;
        ReadOnlySpan<byte> comma = hasMembers ? ","u8 : default;
        return [.. json[..end], .. comma, .. Name(path[level]), .. Nested(path, level + 1, Literal(value, !isNumber)), .. json[end..]];
    }

    /// <summary>The value within objects for the names from <paramref name="level"/> on.</summary>
    private static byte[] Nested(FieldPath path, int level, byte[] value) =>
        level == path.Depth ? value : [(byte)'{', .. Name(path[level]), .. Nested(path, level + 1, value), (byte)'}'];

    private static byte[] Name(byte[] name) => [.. Literal(Encoding.UTF8.GetString(name), isString: true), (byte)':'];

    private static byte[] Literal(string value, bool isString) => isString
        ? [(byte)'"', .. JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"']
        : Encoding.UTF8.GetBytes(value);
}
