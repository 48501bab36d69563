using System.Text.Json;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>
/// The type of a field's value; each number is that of the JSON token with which the value begins. A form has only strings.
/// </summary>
internal enum FieldKind : byte
{
    Object = JsonTokenType.StartObject,
    Array = JsonTokenType.StartArray,
    String = JsonTokenType.String,
    Number = JsonTokenType.Number,
    True = JsonTokenType.True,
    False = JsonTokenType.False,
    Null = JsonTokenType.Null,
}
