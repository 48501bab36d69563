using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>
/// Reusable memory for verification. Belongs to one thread from <see cref="Rent"/> to <see cref="Dispose"/>, with no <c>await</c> in
/// between.
/// </summary>
internal sealed class CallbackWorkspace : IDisposable
{
    [ThreadStatic]
    private static CallbackWorkspace? _spare;

    // Creating a digest costs more than using it on a short callback. Digests are collected together with a key that is no longer
    // configured.
    private readonly ConditionalWeakTable<SigningKey, KeyedDigests> _keyed = [];
    private readonly IncrementalHash?[] _digests = new IncrementalHash?[(int)SignatureAlgorithm.Equal];

    /// <summary>Still set after an exception: a digest may contain data that would become part of the next hash.</summary>
    private bool _isHashing;
    private bool _isRented;

    private CallbackWorkspace()
    {
    }

    public FieldTable Fields { get; } = new();

    /// <summary>The fields of a token's header, and then of its claims.</summary>
    public FieldTable Token { get; } = new();

    /// <summary>The parameters of the query string; refers to <see cref="QueryText"/>.</summary>
    public FieldTable Query { get; } = new();

    /// <summary>The bytes of the query string.</summary>
    public ByteBuffer QueryText { get; } = new();

    /// <summary>The fields of the document within a body field; refers to <see cref="DocumentText"/>.</summary>
    public FieldTable Document { get; } = new();

    /// <summary>The bytes of that document.</summary>
    public ByteBuffer DocumentText { get; } = new();

    /// <summary>The parts of the body that a fingerprint omits.</summary>
    public List<(int Start, int End)> Cuts { get; } = [];

    /// <summary>The object of the document where paths start.</summary>
    public int Root { get; set; }

    /// <summary>The elements of the signature.</summary>
    public SignatureElements Elements { get; } = new();

    /// <summary>The canonical content in the rendering that matched.</summary>
    public ByteBuffer Content { get; } = new();

    /// <summary>The signature base if it differs from the content, and the parts of a token.</summary>
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

    /// <summary>Clears what was parsed.</summary>
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
    public CallbackFields DocumentFieldsOf(ReadOnlySpan<byte> body) => Document.Count > 0
        ? Document.FieldsOf(DocumentText.Written)
        : Fields.Count == 0 && Query.Count > 0 ? Query.FieldsOf(QueryText.Written) : Fields.FieldsOf(body);

    /// <summary>The name of the field that was parsed last; a repeated name is always the last one.</summary>
    public ReadOnlySpan<byte> LastName(ReadOnlySpan<byte> body)
    {
        var fields = Document.Count > 0
            ? Document.FieldsOf(DocumentText.Written)
            : Query.Count > 0 ? Query.FieldsOf(QueryText.Written) : Fields.FieldsOf(body);
        return fields.Count > 0 ? fields.NameOf(fields[fields.Count - 1]) : default;
    }

    /// <summary>Writes the digest of the content.</summary>
    public void Digest(SignatureAlgorithm algorithm, ReadOnlySpan<byte> content, Span<byte> hash)
    {
        var digest = StartHash(algorithm, key: null);
        digest.AppendData(content);
        FinishHash(digest, hash);
    }

    /// <summary>Writes the HMAC-SHA256 of the content.</summary>
    public void Hmac(SigningKey key, ReadOnlySpan<byte> content, Span<byte> hash)
    {
        var digest = StartHash(SignatureAlgorithm.HmacSha256, key);
        digest.AppendData(content);
        FinishHash(digest, hash);
    }

    /// <summary>Returns an empty digest, to be finished with <see cref="FinishHash"/>. Only one can be in use at a time.</summary>
    public IncrementalHash StartHash(SignatureAlgorithm algorithm, SigningKey? key)
    {
        var digest = SignatureAlgorithms.IsHmac(algorithm)
            ? Keyed(key!).Hmac(algorithm)
            : _digests[(int)algorithm] ??= SignatureAlgorithms.CreateDigest(algorithm, key: null);
        _isHashing = true;
        return digest;
    }

    /// <summary>Writes the hash and resets the digest. Returns the number of bytes.</summary>
    public int FinishHash(IncrementalHash digest, Span<byte> hash)
    {
        var length = digest.GetHashAndReset(hash);
        _isHashing = false;
        return length;
    }

    /// <summary>The digests of a key.</summary>
    public KeyedDigests Keyed(SigningKey key) => _keyed.GetValue(key, static key => new KeyedDigests(key));

    /// <summary>Clears the workspace and returns it. Must be called once.</summary>
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
