namespace EdgeGateway.Callbacks.Keys;

/// <summary>One secret shared with a provider, and the id that headers, metrics and logs use for it.</summary>
/// <param name="id">What the configuration calls the key; not a secret.</param>
/// <param name="secret">The key's bytes; the caller must not change them afterwards.</param>
public sealed class SigningKey(string id, byte[] secret)
{
    /// <summary>The placeholder key of a provider that does not sign.</summary>
    internal static SigningKey None { get; } = new("none", []);

    /// <summary>What the configuration calls the key.</summary>
    public string Id { get; } = id;

    /// <summary>The key's bytes. Never log or change them.</summary>
    public byte[] Secret { get; } = secret;

    /// <summary>The id. This is not a record, because a record's text would include the secret.</summary>
    public override string ToString() => Id;
}
