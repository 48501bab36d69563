using System.Collections.Immutable;
using EdgeGateway.SdkTests.Callbacks;

namespace EdgeGateway.SdkTests.Alterations;

/// <summary>Changes of the receiver's secrets, clock and registered URL, and of the query string.</summary>
internal static class ReceiverAlterations
{
    public static ImmutableArray<Alteration> All { get; } =
    [
        new("secrets-other", OtherSecrets),
        Secrets("secrets-longer", static secret => PrefixOf(secret) + "AAAA" + secret[PrefixOf(secret).Length..]),
        Secrets("secrets-shorter", static secret => secret[..^4]),
        Secrets("secrets-recased", static secret => PrefixOf(secret) + secret[PrefixOf(secret).Length..].ToUpperInvariant()),
        new("secrets-reversed", static (callback, _) => callback with { Secrets = [.. callback.Secrets.Reverse()] }),
        Clock("clock-at-past-limit", static tolerance => tolerance),
        Clock("clock-behind-past-limit", static tolerance => tolerance + 1),
        Clock("clock-at-future-limit", static tolerance => -tolerance),
        Clock("clock-behind-future-limit", static tolerance => -tolerance - 1),
        Clock("clock-far-past", static _ => -500_000_000),
        Clock("clock-far-future", static _ => 500_000_000),
        Url("url-path", static url => url.Replace("/callbacks/", "/other/", StringComparison.Ordinal)),
        Url("url-slash", static url => url.Contains('?', StringComparison.Ordinal) ? url.Replace("?", "/?", StringComparison.Ordinal) : url + "/"),
        Url("url-scheme", static url => url.Replace("https:", "http:", StringComparison.Ordinal)),
        Url("url-host-recased", static url => url.Replace("shop.example", "SHOP.example", StringComparison.Ordinal)),
        Url("url-path-recased", static url => url.Replace("/callbacks/", "/Callbacks/", StringComparison.Ordinal)),
        Url("url-port", static url => url.Replace("shop.example", "shop.example:443", StringComparison.Ordinal)),
        Url("url-other-port", static url => url.Replace("shop.example", "shop.example:8443", StringComparison.Ordinal)),
        Query("query-id-changed", static query => query.Replace("data.id=", "data.id=1", StringComparison.Ordinal)),
        Query("query-id-missing", static query => query.Replace("data.id=", "id=", StringComparison.Ordinal)),
        Query("query-id-empty", static query => string.Join('&', query.Split('&').Select(static pair => pair.StartsWith("data.id=", StringComparison.Ordinal) ? "data.id=" : pair))),
        Query("query-id-doubled", static query => query + "&data.id=1"),
        Query("query-unsigned-known-name", static query => query + "&topic=payment"),
        Query("query-unsigned-unknown-name", static query => query + "&other=1"),
    ];

    private static SdkCallback OtherSecrets(SdkCallback callback, Random random)
    {
        using var generator = new CallbackGenerator(SdkProvider.Of(callback.Provider));
        return callback with { Secrets = [.. callback.Secrets.Select(secret => (secret.Id, generator.CreateOther(random)))] };
    }

    private static string PrefixOf(string secret) => secret.StartsWith("whsec_", StringComparison.Ordinal) ? "whsec_" : "";

    /// <summary>Does not apply to public keys.</summary>
    private static Alteration Secrets(string name, Func<string, string> change) => new(name, (callback, _) =>
        SdkProvider.Of(callback.Provider).Scheme.HasPublicKeys || callback.Secrets.Any(static secret => secret.Value.Length < 16) ? null
            : callback with { Secrets = [.. callback.Secrets.Select(secret => (secret.Id, change(secret.Value)))] });

    /// <summary>Sets the clock to a number of seconds after the signed time.</summary>
    private static Alteration Clock(string name, Func<int, int> age) => new(name, (callback, _) =>
        callback with { Now = SdkProvider.Of(callback.Provider).Vector.Now.AddSeconds(age(callback.Provider == "paddle" ? 5 : 300)) });

    private static Alteration Url(string name, Func<string, string> change) =>
        new(name, (callback, _) => callback.PublicUrl is { } url ? callback with { PublicUrl = change(url) } : null);

    private static Alteration Query(string name, Func<string, string> change) =>
        new(name, (callback, _) => callback.Provider == "mercadopago" ? callback with { Query = change(callback.Query) } : null);
}
