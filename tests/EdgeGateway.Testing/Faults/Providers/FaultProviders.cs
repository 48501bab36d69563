using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>All providers, with a minimal callback, signed by <see cref="ReferenceSigner"/>.</summary>
public static class FaultProviders
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<Provider> All { get; } =
    [
        new("Cactus", RetrySchedule.Carouseller, CoversContent: true,
            static (id, amount) => new() { ["site_id"] = 21, ["invoice_id"] = id, ["status"] = 3, ["amount"] = amount, ["currency"] = "USD" },
            ReferenceSigner.SortedPairs,
            static (status, _) => status is >= 200 and < 300),
        new("Carouseller", RetrySchedule.Carouseller, CoversContent: true,
            static (id, amount) => new() { ["site_id"] = 123, ["transaction_id"] = id, ["type_id"] = 3, ["status_id"] = 4, ["amount"] = amount },
            ReferenceSigner.SortedPairs,
            static (status, answer) => status is >= 200 and < 300 && answer?["code"]?.ToString() == "0"),
        new("Cabbagino", RetrySchedule.Carouseller, CoversContent: true,
            static (id, amount) => new() { ["order_id"] = Text(id), ["type"] = 1, ["status"] = 4, ["amount"] = amount },
            ReferenceSigner.SortedPairs,
            static (status, answer) => status == 200 && answer?["result"]?.ToString() == "ok"),
        new("TarlanAgws", RetrySchedule.Tarlan, CoversContent: true,
            static (id, amount) => new() { ["project"] = "Testing", ["external_id"] = Text(id), ["status_code"] = "2", ["amount"] = amount },
            ReferenceProviders.TarlanAgws.Sign,
            static (status, _) => status == 200),
        new("TarlanAcquiring", RetrySchedule.Tarlan, CoversContent: true,
            static (id, amount) => new() { ["transaction_id"] = id, ["status_code"] = "success", ["amount"] = amount },
            ReferenceProviders.TarlanAcquiring.Sign,
            static (status, _) => status == 200),
        new("CryptoCloud", RetrySchedule.Carouseller, CoversContent: false,
            static (id, amount) => new() { ["status"] = "success", ["invoice_id"] = Text(id), ["amount_crypto"] = amount, ["currency"] = "BTC" },
            SignToken,
            static (status, _) => status is >= 200 and < 300),
    ];

    private static int _tokens;

    private static string Text(int id) => id.ToString("D6", CultureInfo.InvariantCulture);

    private static SchemeRequest SignToken(JsonObject body, string secret)
    {
        // The provider documents a new token for each send, so the expiry in whole seconds must not repeat. It is valid for longer than
        // documented, since a gateway's clock may run fast in a test.
        var expires = TimeProvider.System.GetUtcNow().AddHours(1).AddSeconds(Interlocked.Increment(ref _tokens) % 86_400);
        return ReferenceSigner.Token(body, expires, secret);
    }
}
