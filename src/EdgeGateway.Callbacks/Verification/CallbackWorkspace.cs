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
        return workspace;
    }

    /// <summary>The digest of that algorithm, with nothing in it; whoever appends takes the hash, which empties it again.</summary>
    internal IncrementalHash DigestOf(SignatureAlgorithm algorithm) => algorithm == SignatureAlgorithm.Sha1
        ? _sha1 ??= SignatureAlgorithms.CreateDigest(algorithm)
        : _sha256 ??= SignatureAlgorithms.CreateDigest(algorithm);

    /// <summary>The HMAC-SHA256 of that key, with nothing in it; the same holds.</summary>
    internal IncrementalHash HmacOf(SigningKey key) =>
        _hmacs.GetValue(key, static key => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Secret));

    /// <summary>Gives it back, emptied.</summary>
    public void Dispose()
    {
        Fields.Clear();
        Token.Clear();
        Content.Clear();
        SignatureBase.Clear();
        Text.Clear();
        _spare = this;
    }
}
