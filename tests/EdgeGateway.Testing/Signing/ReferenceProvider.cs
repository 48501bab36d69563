using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGateway.Testing.Signing;

/// <summary>One of the first six providers, with the callback that it documents.</summary>
/// <param name="Scheme">The name of the scheme, the profile and the route.</param>
/// <param name="AmountField">The field that a forger changes.</param>
/// <param name="IdField">The field that identifies the event.</param>
/// <param name="Sample">The documented callback, unsigned.</param>
/// <param name="Sign">Signs a body with a secret.</param>
public sealed record ReferenceProvider(
    string Scheme, string AmountField, string IdField, string Sample, Func<JsonObject, string, SchemeRequest> Sign)
{
    /// <summary>The providers' secret in tests, made for each run.</summary>
    public static string Secret { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Another secret that the profiles of tests accept.</summary>
    public static string OldSecret => "another-one";

    /// <summary>The path of its callbacks.</summary>
    public string Path => $"/callbacks/{Scheme.ToLowerInvariant()}";

    /// <summary>The documented callback, signed.</summary>
    public SchemeRequest Callback() => Callback(static _ => { });

    /// <summary>The documented callback, changed and signed.</summary>
    public SchemeRequest Callback(Action<JsonObject> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var body = JsonNode.Parse(Sample)!.AsObject();
        change(body);
        return Sign(body, Secret);
    }

    /// <summary>The documented callback for another event, signed.</summary>
    public SchemeRequest OtherCallback() =>
        Callback(body => body[IdField] = body[IdField]!.GetValueKind() == JsonValueKind.Number ? 700001 : "other-700001");

    /// <summary>The genuine signature of <paramref name="callback"/> with a larger amount.</summary>
    public SchemeRequest Forged(SchemeRequest callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var body = JsonNode.Parse(callback.Body)!.AsObject();
        body[AmountField] = 999999;
        return callback with { Body = body.ToJsonString() };
    }
}
