namespace EdgeGateway.Callbacks.Templates;

/// <summary>A constant field that is joined with the callback's own fields.</summary>
/// <param name="Name">Its name, which takes part in the sort order.</param>
/// <param name="Value">Its value; null for the secret.</param>
internal sealed record AddedField(byte[] Name, byte[]? Value);
