using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>
/// The memory that verifying needs, used again and again. Belongs to one thread from <see cref="Rent"/> to
/// <see cref="Dispose"/>, with no <c>await</c> between.
/// </summary>
internal sealed class CallbackWorkspace : IDisposable
{
    [ThreadStatic]
    private static CallbackWorkspace? _spare;

    // Setting up a digest costs more than using it on a short callback. A key that is no longer configured takes its own along.
    private readonly ConditionalWeakTable<SigningKey, KeyedDigests> _keyed = [];
    private readonly IncrementalHash?[] _digests = new IncrementalHash?[(int)SignatureAlgorithm.Equal];

    /// <summary>Still set after an exception: a digest may hold octets, which would be part of the next one's.</summary>
    private bool _isHashing;
    private bool _isRented;

    private CallbackWorkspace()
    {
    }

    public FieldTable Fields { get; } = new();

    /// <summary>The fields of a token's header, and then of its claims.</summary>
    public FieldTable Token { get; } = new();

    /// <summary>The parameters of the query string, of <see cref="QueryText"/>.</summary>
    public FieldTable Query { get; } = new();

    /// <summary>The query string's octets.</summary>
    public ByteBuffer QueryText { get; } = new();

    /// <summary>The fields of the document that a field of the body holds, of <see cref="DocumentText"/>.</summary>
    public FieldTable Document { get; } = new();

    /// <summary>The octets of that document.</summary>
    public ByteBuffer DocumentText { get; } = new();

    /// <summary>The parts of the body that a fingerprint leaves out.</summary>
    public List<(int Start, int End)> Cuts { get; } = [];

    /// <summary>The object of the document that paths begin in.</summary>
    public int Root { get; set; }

    /// <summary>What the signature consists of.</summary>
    public SignatureElements Elements { get; } = new();

    /// <summary>The canonical content in the rendering that matched.</summary>
    public ByteBuffer Content { get; } = new();

    /// <summary>The signature base where it is not the content, and the parts of a token.</summary>
    public ByteBuffer SignatureBase { get; } = new();

    public ByteBuffer Text { get; } = new();

    /// <summary>Takes this thread's spare workspace, or a new one.</summary>
    public static CallbackWorkspace Rent()
    {
        var workspace = _spare ?? new CallbackWorkspace();
        _spare = null;
        workspace._isRented = true;
        return workspace;
    }

    /// <summary>Forgets what was parsed.</summary>
    public void Reset()
    {
        Fields.Clear();
        Root = 0;
        if (Query.Count > 0)
        {
            Query.Clear();
            QueryText.Clear();
        }

        if (DocumentText.Length > 0)
        {
            Document.Clear();
            DocumentText.Clear();
        }
    }

    /// <summary>The document that fields are read from: the one within the body, the query string where there is no body, or the body.</summary>
    public CallbackFields DocumentOver(ReadOnlySpan<byte> body) => Document.Count > 0
        ? Document.Over(DocumentText.Written)
        : Fields.Count == 0 && Query.Count > 0 ? Query.Over(QueryText.Written) : Fields.Over(body);

    /// <summary>Writes the digest of the content.</summary>
    public void Digest(SignatureAlgorithm algorithm, ReadOnlySpan<byte> content, Span<byte> hash)
    {
        var digest = Begin(algorithm, key: null);
        digest.AppendData(content);
        End(digest, hash);
    }

    /// <summary>Writes the HMAC-SHA256 of the content.</summary>
    public void Hmac(SigningKey key, ReadOnlySpan<byte> content, Span<byte> hash)
    {
        var digest = Begin(SignatureAlgorithm.HmacSha256, key);
        digest.AppendData(content);
        End(digest, hash);
    }

    /// <summary>An empty digest, to be fed and then given back to <see cref="End"/>; one at a time.</summary>
    public IncrementalHash Begin(SignatureAlgorithm algorithm, SigningKey? key)
    {
        var digest = SignatureAlgorithms.IsHmac(algorithm)
            ? Keyed(key!).Hmac(algorithm)
            : _digests[(int)algorithm] ??= SignatureAlgorithms.CreateDigest(algorithm, key: null);
        _isHashing = true;
        return digest;
    }

    /// <summary>Writes what the digest comes to and empties it. Returns the number of octets.</summary>
    public int End(IncrementalHash digest, Span<byte> hash)
    {
        var length = digest.GetHashAndReset(hash);
        _isHashing = false;
        return length;
    }

    /// <summary>What the key verifies with.</summary>
    public KeyedDigests Keyed(SigningKey key) => _keyed.GetValue(key, static key => new KeyedDigests(key));

    /// <summary>Gives it back, emptied. It is given back once.</summary>
    public void Dispose()
    {
        if (!_isRented)
        {
            return;
        }

        _isRented = false;
        Reset();
        Token.Clear();
        Content.Clear();
        SignatureBase.Clear();
        Text.Clear();
        Elements.Clear();
        if (!_isHashing)
        {
            _spare = this;
        }
    }
}
