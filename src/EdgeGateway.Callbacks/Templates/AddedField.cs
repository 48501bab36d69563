namespace EdgeGateway.Callbacks.Templates;

/// <summary>A field that is joined with the callback's own.</summary>
/// <param name="Name">Its name, which has a place in the order.</param>
/// <param name="Value">Its value; null: the secret.</param>
internal sealed record AddedField(byte[] Name, byte[]? Value);
