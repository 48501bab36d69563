using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>
/// The memory that verifying needs, used again and again. Belongs to one thread from <see cref="Rent"/> to
/// <see cref="Dispose"/>, with no <c>await</c> between.
/// </summary>
public sealed class CallbackWorkspace : IDisposable
{
    [ThreadStatic]
    private static CallbackWorkspace? _spare;

    // Setting up a digest costs more than using it on a short callback. A key that is no longer configured takes its own along.
    private readonly ConditionalWeakTable<SigningKey, IncrementalHash> _hmacs = [];
    private IncrementalHash? _sha1;
    private IncrementalHash? _sha256;

    /// <summary>Still set after an exception: a digest may hold octets, which would be part of the next one's.</summary>
    private bool _isHashing;
    private bool _isRented;

    private CallbackWorkspace()
    {
    }

    internal FieldTable Fields { get; } = new();

    /// <summary>The fields of a token's header, and then of its claims.</summary>
    internal FieldTable Token { get; } = new();

    /// <summary>The canonical content in the rendering that matched.</summary>
    internal ByteBuffer Content { get; } = new();

    /// <summary>The signature base where it is not the content, and the parts of a token.</summary>
    internal ByteBuffer SignatureBase { get; } = new();

    internal ByteBuffer Text { get; } = new();

    /// <summary>Takes this thread's spare workspace, or a new one.</summary>
    public static CallbackWorkspace Rent()
    {
        var workspace = _spare ?? new CallbackWorkspace();
        _spare = null;
        workspace._isRented = true;
        return workspace;
    }

    /// <summary>Writes the digest of the content.</summary>
    internal void Digest(SignatureAlgorithm algorithm, ReadOnlySpan<byte> content, Span<byte> hash)
    {
        var digest = algorithm == SignatureAlgorithm.Sha1
            ? _sha1 ??= SignatureAlgorithms.CreateDigest(algorithm)
            : _sha256 ??= SignatureAlgorithms.CreateDigest(algorithm);
        Hash(digest, content, hash);
    }

    /// <summary>Writes the HMAC-SHA256 of the content.</summary>
    internal void Hmac(SigningKey key, ReadOnlySpan<byte> content, Span<byte> hash) =>
        Hash(_hmacs.GetValue(key, static key => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Secret)), content, hash);

    /// <summary>Gives it back, emptied. It is given back once.</summary>
    public void Dispose()
    {
        if (!_isRented)
        {
            return;
        }

        _isRented = false;
        Fields.Clear();
        Token.Clear();
        Content.Clear();
        SignatureBase.Clear();
        Text.Clear();
        if (!_isHashing)
        {
            _spare = this;
        }
    }

    private void Hash(IncrementalHash digest, ReadOnlySpan<byte> content, Span<byte> hash)
    {
        _isHashing = true;
        digest.AppendData(content);
        digest.GetHashAndReset(hash);
        _isHashing = false;
    }
}
