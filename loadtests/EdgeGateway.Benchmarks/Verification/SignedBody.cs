using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Benchmarks.Verification;

/// <summary>A provider's documented callback, padded to a size if required, and its verifier.</summary>
internal sealed class SignedBody : IHeaderSource
{
    private const int FillerLength = 280;

    private SignedBody(string name, string body, string? header)
    {
        Scheme = SignatureSchemes.Find(name)!;
        Bytes = Encoding.UTF8.GetBytes(body);
        Header = header;
        Verifier = CreateVerifier(new SigningKey("k1", Encoding.UTF8.GetBytes(ReferenceProvider.Secret)));
        TwoSecretsVerifier = CreateVerifier(
            new SigningKey("k0", Encoding.UTF8.GetBytes(new string('x', ReferenceProvider.Secret.Length))),
            new SigningKey("k1", Encoding.UTF8.GetBytes(ReferenceProvider.Secret)));
    }

    public SignatureScheme Scheme { get; }

    public byte[] Bytes { get; }

    public string? Header { get; }

    /// <summary>The request with this body, or with an altered one.</summary>
    public CallbackMessage Message(byte[]? body = null) => new(body ?? Bytes, Format) { Headers = this };

    public BodyFormats Format { get; private init; } = BodyFormats.Json;

    public CallbackVerifier Verifier { get; }

    public CallbackVerifier TwoSecretsVerifier { get; }

    /// <param name="name">A scheme's name, or <c>CarousellerForm</c>.</param>
    /// <param name="size">The minimum number of bytes; 0: the sample without padding.</param>
    public static SignedBody Create(string name, int size)
    {
        var isForm = name.EndsWith("Form", StringComparison.Ordinal);
        var scheme = isForm ? name[..^4] : name;
        var provider = ReferenceProviders.All.Single(provider => provider.Scheme == scheme);
        var body = JsonNode.Parse(provider.Sample)!.AsObject();
        for (var field = 0; body.ToJsonString().Length < size; field++)
        {
            body[$"filler_{field}"] = new string((char)('a' + (field % 26)), FillerLength);
        }

        var signed = provider.Sign(body, ReferenceProvider.Secret);
        var header = signed.Headers.IsEmpty ? null : signed.Headers[0].Value;
        return isForm
            ? new SignedBody(scheme, ToForm(signed.Body), header) { Format = BodyFormats.Form }
            : new SignedBody(scheme, signed.Body, header);
    }

    public string? Find(string name) => Header;

    private static string ToForm(string json) => string.Join('&', JsonNode.Parse(json)!.AsObject().Select(
        static field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value!.ToString())}"));

    private CallbackVerifier CreateVerifier(params SigningKey[] keys) =>
        new(Scheme.Name, Scheme, new KeyRing([.. keys]), [], new VerificationSettings());
}
