using System.Collections.Immutable;

namespace EdgeGateway.SdkTests.Alterations;

/// <summary>Changes of headers that are signed, or that identify the key.</summary>
internal static class HeaderAlterations
{
    private static readonly string[] _times = ["webhook-timestamp", "svix-timestamp", "X-Twilio-Email-Event-Webhook-Timestamp"];
    private static readonly string[] _ids = ["webhook-id", "svix-id", "x-request-id"];

    public static ImmutableArray<Alteration> All { get; } =
    [
        Header("header-time-changed", _times, static value => value[..^1] + (char)('0' + ((value[^1] - '0' + 1) % 10))),
        Header("header-time-missing", _times, static _ => null),
        Header("header-time-empty", _times, static _ => ""),
        Header("header-time-zero-before", _times, static value => "0" + value),
        Header("header-time-plus-before", _times, static value => "+" + value),
        Header("header-time-junk-behind", _times, static value => value + "x"),
        Header("header-time-fraction", _times, static value => value + ".0"),
        Header("header-time-exponent", _times, static value => value + "e0"),
        Header("header-id-changed", _ids, static value => value + "1"),
        Header("header-id-missing", _ids, static _ => null),
        Header("header-id-empty", _ids, static _ => ""),
        Header("header-id-recased", _ids, static value => value.ToUpperInvariant() + "X"),
        Header("header-key-recased", ["X-GCS-KeyId"], static value => value.ToUpperInvariant()),
        Header("header-key-missing", ["X-GCS-KeyId"], static _ => null),
        Header("header-key-unknown", ["X-GCS-KeyId"], static value => value + "1"),
        new("headers-of-standard-webhooks", static (callback, _) => callback.Provider != "svix" ? null : callback with
        {
            Headers = callback.Headers.ToImmutableDictionary(
                static header => header.Key.Replace("svix-", "webhook-", StringComparison.Ordinal), static header => header.Value, StringComparer.OrdinalIgnoreCase),
        }),
    ];

    private static Alteration Header(string name, string[] headers, Func<string, string?> change) => new(name, (callback, _) =>
        headers.FirstOrDefault(callback.Headers.ContainsKey) is { } header ? callback.WithHeader(header, change(callback.Headers[header])) : null);
}
