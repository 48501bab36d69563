using System.Text.Json;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Testing.Vectors;

/// <summary>The checked vectors, as callbacks.</summary>
public static class ProviderVectors
{
    /// <summary>A time before any token in the vectors expired.</summary>
    public static DateTimeOffset TokenTime { get; } = DateTimeOffset.FromUnixTimeSeconds(1767262804 - 60);

    /// <summary>Every vector.</summary>
    public static IEnumerable<SignedCallback> All => [.. SortedSha1, .. Tarlan, .. CryptoCloud];

    /// <summary>The joined string of Cactus, Carouseller and Cabbagino.</summary>
    public static IEnumerable<SignedCallback> SortedSha1 =>
        from vector in Read("sorted-sha1.jsonl")
        let note = vector.GetProperty("note").GetString()!
        let expect = vector.GetProperty("expect").GetString()
        select new SignedCallback(
            Text(vector, "id"),
            note.StartsWith("Cabbagino", StringComparison.Ordinal) ? SignatureSchemes.Cabbagino
                : note.StartsWith("Carouseller", StringComparison.Ordinal) ? SignatureSchemes.Carouseller
                : SignatureSchemes.Cactus,
            Text(vector, "secret"),
            Text(vector, "body"),
            SignatureHeader: null,
            expect switch { "accept" => true, "reject" => false, _ => null });

    /// <summary>Both of Tarlan's schemes.</summary>
    public static IEnumerable<SignedCallback> Tarlan =>
        from vector in Read("tarlan.jsonl")
        let id = Text(vector, "id")
        let isAcquiring = id is "T6d" or "T7" or "T8"
        select new SignedCallback(
            id,
            isAcquiring ? SignatureSchemes.TarlanAcquiring : SignatureSchemes.TarlanAgws,
            Text(vector, "secret"),
            Text(vector, "body"),
            (isAcquiring ? "Bearer " : "") + Text(vector, "signature"),
            // T6a signs a field that must be left out; T6c needs a setting.
            Expected: id is not ("T6a" or "T6c"));

    /// <summary>Tokens in a body of the first version.</summary>
    public static IEnumerable<SignedCallback> CryptoCloud =>
        from vector in Read("cryptocloud.jsonl")
        let id = Text(vector, "id")
        let invoice = vector.TryGetProperty("body_invoice_id", out var other) ? other.GetString() : id == "C3" ? "13" : "89UX09KA"
        select new SignedCallback(
            id,
            SignatureSchemes.CryptoCloud,
            Text(vector, "secret"),
            $$"""{"status":"success","invoice_id":"{{invoice}}","amount_crypto":0.4567,"currency":"BTC","order_id":"7","token":"{{Text(vector, "token")}}"}""",
            SignatureHeader: null,
            Expected: id is "C1" or "C2" or "C4");

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;

    private static IEnumerable<JsonElement> Read(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", file)).Select(static line => JsonElement.Parse(line));
}
