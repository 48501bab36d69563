using System.Text.Json;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>What a field's value is, in the numbers of the tokens that it begins with. A form has strings only.</summary>
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
