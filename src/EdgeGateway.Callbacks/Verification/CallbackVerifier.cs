using System.Collections.Immutable;
using System.Security.Cryptography;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>Verifies the callbacks of one profile and names them. Immutable and safe for concurrent use.</summary>
public sealed class CallbackVerifier
{
    private readonly SignatureScheme _scheme;
    private readonly CoverageRules _coverage;
    private readonly CallbackKeyWriter _keyWriter;

    /// <param name="profile">The profile's name, with which its callbacks' keys begin.</param>
    /// <param name="scheme">How the provider signs.</param>
    /// <param name="keys">The secrets that are accepted.</param>
    /// <param name="identity">The fields that name an event; none: the scheme's.</param>
    /// <param name="settings">The profile's settings for the scheme.</param>
    public CallbackVerifier(
        string profile, SignatureScheme scheme, KeyRing keys, ImmutableArray<IdentityField> identity, VerificationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        _scheme = scheme;
        Keys = keys;
        Settings = settings;
        Identity = identity.IsDefaultOrEmpty ? scheme.Identity : identity;
        _coverage = new CoverageRules(scheme, Identity, settings);
        _keyWriter = new CallbackKeyWriter(profile, Identity, scheme.Method);
    }

    /// <summary>The secrets that are accepted.</summary>
    public KeyRing Keys { get; }

    /// <summary>The fields that name an event.</summary>
    public ImmutableArray<IdentityField> Identity { get; }

    /// <summary>The profile's settings for the scheme.</summary>
    public VerificationSettings Settings { get; }

    /// <summary>Parses the body and judges its signature. Allocates nothing once the workspace has grown to the profile's bodies.</summary>
    /// <param name="body">The received bytes.</param>
    /// <param name="format">One format, of those that the scheme takes.</param>
    /// <param name="signatureHeader">The value of <see cref="SignatureScheme.SignatureHeader"/>, or null.</param>
    /// <param name="now">The present time, for tokens that expire.</param>
    /// <param name="workspace">Holds what <see cref="Identify"/> needs afterwards.</param>
    public VerificationResult Verify(
        ReadOnlySpan<byte> body, BodyFormats format, string? signatureHeader, DateTimeOffset now, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var table = workspace.Fields;
        table.Clear();
        var reason = format == BodyFormats.Form ? FormFieldParser.Parse(body, table) : JsonFieldParser.Parse(body, table);
        if (reason != RefusalReason.None)
        {
            return VerificationResult.Refused(reason);
        }

        return _scheme.Method.Verify(new VerificationInput
        {
            Fields = table.Over(body),
            SignatureHeader = signatureHeader,
            Keys = Keys,
            Settings = Settings,
            Coverage = _coverage,
            Now = now,
            Workspace = workspace,
        });
    }

    /// <summary>
    /// The outermost fields that the signature leaves open, percent-encoded, separated by commas, 1 KiB at most and <c>…</c> where
    /// there are more; null when it covers all of them. For a callback that <see cref="Verify"/> has just found good, with the same
    /// body and workspace.
    /// </summary>
    public string? ListUncovered(ReadOnlySpan<byte> body, in VerificationResult result, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return result is { IsVerified: true, Coverage: SignatureCoverage.Partial }
            ? UncoveredNames.List(_scheme.Method, workspace.Fields.Over(body), result.Rendering, _coverage, workspace)
            : null;
    }

    /// <summary>
    /// Whether the query string has a parameter that a merchant may read in the place of a field of the body, as PHP's
    /// <c>$_REQUEST</c> does.
    /// </summary>
    /// <param name="query">The query string as it came, with or without its question mark.</param>
    /// <param name="body">The received bytes.</param>
    /// <param name="workspace">As <see cref="Verify"/> left it.</param>
    public bool IsShadowedBy(string query, ReadOnlySpan<byte> body, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(workspace);
        return QueryNames.Shadow(query, workspace.Fields.Over(body), Settings.AllowedQuery, workspace.Text);
    }

    /// <summary>Names a callback that <see cref="Verify"/> has just found good, with the same body and workspace.</summary>
    public CallbackIdentity Identify(ReadOnlySpan<byte> body, in VerificationResult result, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!result.IsVerified)
        {
            throw new InvalidOperationException("What is not verified has no identity.");
        }

        var fields = workspace.Fields.Over(body);
        var content = _scheme.Method.ContentOf(fields, workspace);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        workspace.Digest(SignatureAlgorithm.Sha256, content, digest);
        var fingerprint = Fingerprint.OfDigest(digest);
        var key = _keyWriter.Write(fields, result.Rendering, content, fingerprint, workspace.Text);
        var token = _scheme.Method.TokenOf(fields);
        return new CallbackIdentity(key, fingerprint, token.IsEmpty ? null : _keyWriter.WriteToken(token, workspace.Text));
    }
}
