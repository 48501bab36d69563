using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Signing;

/// <summary>Puts CryptoCloud's token into the body: the invoice's id and an expiry, five minutes after the signing.</summary>
internal sealed class TokenRequestSigner(TokenMethod method, SigningKey key) : RequestSigner
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(5);

    private static readonly FieldPath _token = FieldPath.OfName("token");

    public override RefusalReason TrySign(CallbackRequest request, DateTimeOffset now, string id, out CallbackRequest result)
    {
        result = request;
        using var workspace = CallbackWorkspace.Rent();
        workspace.Reset();
        var reason = method.Parse(request.ToMessage(), workspace);
        if (reason != RefusalReason.None)
        {
            return reason;
        }

        var fields = workspace.Fields.FieldsOf(request.Body.Span);
        var invoice = fields.Find(parent: 0, "invoice_id"u8);
        if (invoice < 0 || fields[invoice].Kind is not (FieldKind.String or FieldKind.Number))
        {
            return RefusalReason.SignedValueMissing;
        }

        workspace.Text.Truncate(0);
        fields.AppendText(fields[invoice], workspace.Text);
        result = RequestValues.WithField(request, _token, Token(workspace.Text.Written, now));
        return RefusalReason.None;
    }

    private string Token(ReadOnlySpan<byte> invoice, DateTimeOffset now)
    {
        using var claims = new MemoryStream();
        using (var writer = new Utf8JsonWriter(claims))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, invoice);
            writer.WriteNumber("exp"u8, (now + _lifetime).ToUnixTimeSeconds());
            writer.WriteEndObject();
        }

        var content = $"{Base64Url.EncodeToString("""{"typ":"JWT","alg":"HS256"}"""u8)}.{Base64Url.EncodeToString(claims.ToArray())}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(key.Secret, Encoding.ASCII.GetBytes(content)))}";
    }
}
