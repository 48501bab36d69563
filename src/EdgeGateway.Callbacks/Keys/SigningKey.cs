namespace EdgeGateway.Callbacks.Keys;

/// <summary>One secret shared with a provider, under the id by which headers, metrics and logs name it.</summary>
/// <param name="id">What the configuration calls the key; not a secret.</param>
/// <param name="secret">The key's octets; the caller must not change them afterwards.</param>
public sealed class SigningKey(string id, byte[] secret)
{
    /// <summary>Stands for the key where a provider does not sign.</summary>
    internal static SigningKey None { get; } = new("none", []);

    /// <summary>What the configuration calls the key.</summary>
    public string Id { get; } = id;

    /// <summary>The key's octets: never to be logged or changed.</summary>
    public byte[] Secret { get; } = secret;

    /// <summary>The id. Not a record: its text would carry the members along.</summary>
    public override string ToString() => Id;
}
