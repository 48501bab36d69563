using System.Globalization;
using System.Text;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Signing;

/// <summary>What a scheme reads from a request to verify it, for people. It holds neither the secret nor a digest made with it.</summary>
public sealed record SignatureInspection
{
    /// <summary>What stands in the place of the secret.</summary>
    public const string Mask = "***";

    private static readonly SigningKey _mask = new("mask", Encoding.UTF8.GetBytes(Mask));

    private static readonly CoverageRules _coverage = new([], [], []);

    private SignatureInspection()
    {
    }

    /// <summary>
    /// The octets that are signed, of a batch those of its first element; empty if they cannot be read. Sorted JSON is shown before it is
    /// encoded in base64.
    /// </summary>
    public ReadOnlyMemory<byte> SignedOctets { get; private init; }

    /// <summary>The signed time, or the expiry of a token; null if the scheme has none or it cannot be read.</summary>
    public DateTimeOffset? Time { get; private init; }

    /// <summary>Inspects a request.</summary>
    /// <param name="scheme">How the provider signs.</param>
    /// <param name="settings">The profile's settings for the scheme.</param>
    /// <param name="request">The request.</param>
    public static SignatureInspection Of(SignatureScheme scheme, VerificationSettings settings, CallbackRequest request)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(request);
        using var workspace = CallbackWorkspace.Rent();
        workspace.Reset();
        if (scheme.Method.Parse(request.ToMessage(), workspace) != RefusalReason.None)
        {
            return new SignatureInspection();
        }

        var input = new VerificationInput
        {
            Message = request.ToMessage(),
            Keys = new KeyRing([]),
            Settings = settings,
            Coverage = _coverage,
            Now = default,
            Workspace = workspace,
        };
        return scheme.Method switch
        {
            TemplateMethod method => Inspect(method.Rules, input),
            SecretSuffixMethod method => Inspect(method, input),
            _ => InspectToken(input),
        };
    }

    private static SignatureInspection Inspect(TemplateRules rules, in VerificationInput input)
    {
        var reading = TemplateMethod.ReadingOf(input);
        if (rules.Scope is { } scope)
        {
            var array = scope.FindArray(reading.Document);
            var root = array < 0 || reading.Document[array].EndIndex == array + 1 ? -1 : scope.FindRoot(reading.Document, array + 1);
            if (root < 0)
            {
                return new SignatureInspection();
            }

            reading = reading.At(root);
        }

        // The signature's other elements are read even where the signature itself is malformed.
        rules.Signature?.Read(reading);
        var buffer = input.Workspace.SignatureBase;
        var hasContent = rules.ContentOf(input.Message.Method) is { } content && content.Append(reading, _mask, buffer, digest: null) == RefusalReason.None;
        var octets = hasContent ? buffer.Written.ToArray() : [];
        buffer.Truncate(0);
        return new SignatureInspection { SignedOctets = octets, Time = TimeOf(rules, reading, input.Workspace.Text) };
    }

    private static SignatureInspection Inspect(SecretSuffixMethod method, in VerificationInput input) =>
        method.TryWriteContent(input) ? new SignatureInspection { SignedOctets = (byte[])[.. input.Workspace.Content.Written, .. _mask.Secret] } : new SignatureInspection();

    private static SignatureInspection InspectToken(in VerificationInput input)
    {
        var fields = input.Fields;
        var index = fields.Find(parent: 0, "token"u8);
        if (index < 0 || fields[index].Kind != FieldKind.String
            || JsonWebToken.TryRead(fields.RawValueOf(fields[index]), input.Workspace.SignatureBase, input.Workspace.Token, out var token) != RefusalReason.None)
        {
            return new SignatureInspection();
        }

        var octets = token.SignatureBase.ToArray();
        var isRead = TokenClaims.TryRead(token.Claims, input.Workspace.Token, input.Workspace.Text, out var claims) == RefusalReason.None;
        return new SignatureInspection { SignedOctets = octets, Time = isRead ? Seconds(claims.Expires) : null };
    }

    private static DateTimeOffset? TimeOf(TemplateRules rules, in CallbackReading reading, ByteBuffer text)
    {
        text.Truncate(0);
        if (rules.Timestamp is not { } timestamp || !reading.TryAppend(timestamp.From, text)
            || !long.TryParse(text.Written, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return Seconds(timestamp.IsMilliseconds(number) ? number / 1000.0 : number);
    }

    /// <summary>Null for a time that is not in this or the next millennia.</summary>
    private static DateTimeOffset? Seconds(double seconds) => seconds is >= 0 and < 250_000_000_000 ? DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds) : null;
}
