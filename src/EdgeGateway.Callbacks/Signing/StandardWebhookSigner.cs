using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Signing;

/// <summary>
/// Signs messages by Standard Webhooks, <see href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"/>:
/// HMAC-SHA256 of <c>id.timestamp.body</c>, one signature for each key. Safe for concurrent use.
/// </summary>
public sealed class StandardWebhookSigner
{
    /// <summary>The shortest key that the specification allows, in bytes.</summary>
    public const int MinKeyLength = 24;

    /// <summary>The longest key that the specification allows, in bytes.</summary>
    public const int MaxKeyLength = 64;

    private const string Version = "v1,";

    private readonly ImmutableArray<SigningKey> _keys;

    /// <param name="keys">At least one; several during a key rotation.</param>
    /// <exception cref="ArgumentException">There is no key.</exception>
    public StandardWebhookSigner(ImmutableArray<SigningKey> keys)
    {
        if (keys.IsDefaultOrEmpty)
        {
            throw new ArgumentException("At least one key is needed.", nameof(keys));
        }

        _keys = keys;
    }

    /// <summary>
    /// The id to send for a message. A full stop is written as <c>%2E</c>: it separates the id from the time, and an id with full stops
    /// could be read as a shorter one with another time.
    /// </summary>
    /// <param name="key">The callback's key.</param>
    public static string IdOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Replace(".", "%2E", StringComparison.Ordinal);
    }

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="id">The value of <c>webhook-id</c>, without a full stop: see <see cref="IdOf"/>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>, in seconds since 1970.</param>
    /// <param name="body">The body as it is sent.</param>
    public string Sign(string id, long timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(id);
        var start = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        var value = new StringBuilder(_keys.Length * (Version.Length + Base64.GetMaxEncodedToUtf8Length(SHA256.HashSizeInBytes) + 1));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var key in _keys)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Secret);
            hmac.AppendData(start);
            hmac.AppendData(body);
            hmac.GetHashAndReset(digest);
            value.Append(value.Length == 0 ? "" : " ").Append(Version).Append(Convert.ToBase64String(digest));
        }

        return value.ToString();
    }
}
