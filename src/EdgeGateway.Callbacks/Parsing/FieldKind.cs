namespace EdgeGateway.Callbacks.Parsing;

/// <summary>What a field's value is. A form has strings only.</summary>
internal enum FieldKind : byte
{
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}
