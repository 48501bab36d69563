using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Benchmarks.Verification;

/// <summary>
/// One pass over the body and one digest of the canonical bytes, which are computed in advance. The pass over JSON is the reader's;
/// the pass over a form finds its separators and decodes its escapes.
/// </summary>
internal sealed class Floor
{
    private readonly SignedBody _body;
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(ReferenceProvider.Secret);
    private readonly byte[] _digest = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _signed;
    private readonly byte[] _decoded;

    public Floor(SignedBody body)
    {
        _body = body;
        _decoded = new byte[body.Bytes.Length];
        using var workspace = CallbackWorkspace.Rent();
        body.Verifier.Judge(body.Message(), TimeProvider.System.GetUtcNow(), workspace);
        _signed = body.Scheme == SignatureSchemes.CryptoCloud ? TokenBase(body) : [.. BaseIn(workspace), .. _secret];
    }

    public int Run() => (_body.Format == BodyFormats.Form ? ReadForm() : ReadJson()) + Digest();

    private int ReadJson()
    {
        var tokens = 0;
        var reader = new Utf8JsonReader(_body.Bytes);
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    private int ReadForm()
    {
        var rest = _body.Bytes.AsSpan();
        var output = _decoded.AsSpan();
        while (rest.IndexOfAny("&=+%"u8) is var at and >= 0)
        {
            rest[..at].CopyTo(output);
            output = output[at..];
            var isEscape = rest[at] == '%';
            if (isEscape && Utf8Parser.TryParse(rest.Slice(at + 1, 2), out output[0], out _, 'x'))
            {
                output = output[1..];
            }

            rest = rest[(isEscape ? at + 3 : at + 1)..];
        }

        rest.CopyTo(output);
        return output.Length;
    }

    private int Digest()
    {
        if (_body.Scheme == SignatureSchemes.CryptoCloud)
        {
            return HMACSHA256.HashData(_secret, _signed, _digest);
        }

        if (_body.Scheme == SignatureSchemes.TarlanAgws || _body.Scheme == SignatureSchemes.TarlanAcquiring)
        {
            return SHA256.HashData(_signed, _digest);
        }

#pragma warning disable CA5350 // Required by the providers.
        return SHA1.HashData(_signed, _digest);
#pragma warning restore CA5350
    }

    /// <summary>The signed content: base64 for Tarlan, the joined string for others.</summary>
    private static ReadOnlySpan<byte> BaseIn(CallbackWorkspace workspace) =>
        (workspace.SignatureBase.Length > 0 ? workspace.SignatureBase : workspace.Content).Written;

    private static byte[] TokenBase(SignedBody body)
    {
        using var json = JsonDocument.Parse(body.Bytes);
        var token = json.RootElement.GetProperty("token").GetString()!;
        return Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]);
    }
}
