using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>Every provider, with the least callback that its scheme takes, signed by code that is not the gateway's.</summary>
public static class FaultProviders
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<Provider> All { get; } =
    [
        new("Cactus", RetrySchedule.Carouseller, CoversContent: true,
            static (id, amount) => new() { ["site_id"] = 21, ["invoice_id"] = id, ["status"] = 3, ["amount"] = amount, ["currency"] = "USD" },
            SignPairs,
            static (status, _) => status is >= 200 and < 300),
        new("Carouseller", RetrySchedule.Carouseller, CoversContent: true,
            static (id, amount) => new() { ["site_id"] = 123, ["transaction_id"] = id, ["type_id"] = 3, ["status_id"] = 4, ["amount"] = amount },
            SignPairs,
            static (status, answer) => status is >= 200 and < 300 && answer?["code"]?.ToString() == "0"),
        new("Cabbagino", RetrySchedule.Carouseller, CoversContent: true,
            static (id, amount) => new() { ["order_id"] = Text(id), ["type"] = 1, ["status"] = 4, ["amount"] = amount },
            SignPairs,
            static (status, answer) => status == 200 && answer?["result"]?.ToString() == "ok"),
        new("TarlanAgws", RetrySchedule.Tarlan, CoversContent: true,
            static (id, amount) => new() { ["project"] = "Testing", ["external_id"] = Text(id), ["status_code"] = "2", ["amount"] = amount },
            static (body, secret) => SignHeader(body, secret, omitted: null, "X-Signature", ""),
            static (status, _) => status == 200),
        new("TarlanAcquiring", RetrySchedule.Tarlan, CoversContent: true,
            static (id, amount) => new() { ["transaction_id"] = id, ["status_code"] = "success", ["amount"] = amount },
            static (body, secret) => SignHeader(body, secret, "additional_data", "Authorization", "Bearer "),
            static (status, _) => status == 200),
        new("CryptoCloud", RetrySchedule.Carouseller, CoversContent: false,
            static (id, amount) => new() { ["status"] = "success", ["invoice_id"] = Text(id), ["amount_crypto"] = amount, ["currency"] = "BTC" },
            SignToken,
            static (status, _) => status is >= 200 and < 300),
    ];

    private static int _tokens;

    private static string Text(int id) => id.ToString("D6", CultureInfo.InvariantCulture);

    private static ProviderRequest SignPairs(JsonObject body, string secret)
    {
        body["signature"] = ReferenceSortedPairs.Sign(ReferenceSortedPairs.Content(body.ToJsonString(), Rendering.Documented), secret);
        return new(Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    private static ProviderRequest SignHeader(JsonObject body, string secret, string? omitted, string header, string prefix)
    {
        var json = body.ToJsonString();
        var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(json, Rendering.Documented, omitted), secret);
        return new(Encoding.UTF8.GetBytes(json), header, prefix + signature);
    }

    private static ProviderRequest SignToken(JsonObject body, string secret)
    {
        // Every send has a token of its own, as the provider documents; a time in whole seconds alone would give two of them one. It is
        // valid for longer than documented, since a gateway's clock may run fast in a test.
        var expires = TimeProvider.System.GetUtcNow().AddHours(1).AddSeconds(Interlocked.Increment(ref _tokens) % 86_400);
        body["token"] = ReferenceToken.Mint(body["invoice_id"]!.GetValue<string>(), expires, secret);
        return new(Encoding.UTF8.GetBytes(body.ToJsonString()));
    }
}
