using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Explaining;
using EdgeGateway.Requests;
using Xunit;

namespace EdgeGateway.Tests.Explaining;

/// <summary>Signs a request as a provider, lets a test break it, and explains the result.</summary>
internal sealed class ExplainStage
{
    public const string Secret = "a-secret-of-tests";

    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    private readonly CallbackTarget _provider;

    /// <param name="scheme">The scheme that the provider signs with.</param>
    /// <param name="secret">The provider's secret.</param>
    /// <param name="publicUrl">The URL that is registered at the provider.</param>
    public ExplainStage(string scheme, string secret = Secret, string? publicUrl = null)
    {
        _provider = TargetOf(scheme, secret, publicUrl);
        Merchant = _provider;
    }

    /// <summary>What the merchant configured; the provider's own settings unless a test changes them.</summary>
    public CallbackTarget Merchant { get; set; }

    /// <summary>When the provider signs.</summary>
    public DateTimeOffset SignedAt { get; init; } = Now;

    public static CallbackTarget TargetOf(string scheme, string secret = Secret, string? publicUrl = null, params CallbackTarget[] others)
    {
        var settings = new VerificationSettings { PublicUrl = publicUrl, Parameters = FrozenDictionary<string, string>.Empty };
        var target = CallbackTarget.OfScheme(SignatureSchemes.Find(scheme)!, secret, "k1", settings, out var fault);
        Assert.Null(fault);
        return target with { Others = [.. others] };
    }

    /// <summary>The request as the provider sends it.</summary>
    public CapturedRequest Sign(string body, params (string Name, string Value)[] headers) =>
        Sign(new CapturedRequest { Body = Encoding.UTF8.GetBytes(body), Headers = CallbackRequest.NoHeaders.AddRange(headers.Select(static header => KeyValuePair.Create(header.Name, header.Value))) });

    public CapturedRequest Sign(CapturedRequest request)
    {
        var typed = request.WithMediaType(_provider.Scheme);
        Assert.Equal(RefusalReason.None, Signer().TrySign(typed.ToRequest(_provider.Scheme), SignedAt, "id-1", out var signed));
        return typed.With(signed);
    }

    /// <summary>Explains a request, and checks that nothing is said that a stranger could use.</summary>
    public Explanation Explain(CapturedRequest received)
    {
        var explanation = Explainer.Explain(Merchant, received, Now);
        var text = JsonSerializer.Serialize(explanation) + Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(explanation));
        foreach (var secret in Merchant.Others.Append(Merchant).Append(_provider).SelectMany(static target => target.Secrets.Values))
        {
            Assert.DoesNotContain(secret.Trim(), text, StringComparison.Ordinal);
        }

        if (!explanation.Verifies && Signer().TrySign(received.ToRequest(_provider.Scheme), SignedAt, "id-1", out var forged) == RefusalReason.None)
        {
            Assert.DoesNotContain(SignatureOf(forged), text, StringComparison.Ordinal);
        }

        return explanation;
    }

    /// <summary>Asserts that the received request does not verify, and that the cause is found and proven.</summary>
    public Explanation AssertCause(string cause, CapturedRequest received)
    {
        var explanation = Explain(received);

        Assert.False(explanation.Verifies);
        Assert.Equal(cause, explanation.Cause);
        Assert.True(explanation.IsProven);
        return explanation;
    }

    private CallbackSigner Signer() => new(_provider.Scheme, _provider.Key, _provider.Settings);

    /// <summary>The digest, without what may stand in front of it.</summary>
    private string SignatureOf(CallbackRequest request) => _provider.Scheme.SignatureHeader is { } header
        ? request.Find(header)!.Split([',', '=', ' '], StringSplitOptions.RemoveEmptyEntries).MaxBy(static part => part.Length)!
        : JsonDocument.Parse(request.Body).RootElement.GetProperty(_provider.Scheme.Definition is null ? "token" : _provider.Scheme.Definition["Signature"]!["From"]!.ToString()["field:".Length..]).GetString()!.Split('.')[^1];
}
