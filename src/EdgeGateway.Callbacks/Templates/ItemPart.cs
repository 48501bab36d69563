namespace EdgeGateway.Callbacks.Templates;

/// <summary>One part of how a field is printed.</summary>
/// <param name="Kind">What is printed.</param>
/// <param name="Text">The octets of a literal; otherwise empty.</param>
internal readonly record struct ItemPart(ItemPartKind Kind, byte[] Text);
