namespace EdgeGateway.Callbacks.Templates;

/// <summary>One part of a field's format.</summary>
/// <param name="Kind">What is printed.</param>
/// <param name="Text">The bytes of a literal; otherwise empty.</param>
internal readonly record struct ItemPart(ItemPartKind Kind, byte[] Text);
