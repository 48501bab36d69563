using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>The amounts of all presets' callbacks are counted without configuration.</summary>
public sealed partial class AmountTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_preset_is_among_those_with_money_or_among_those_without()
    {
        var presets = SignatureSchemes.All.Where(static scheme => char.IsAsciiLetterLower(scheme.Name[0])).ToList();

        Assert.Equal(presets.Where(static scheme => scheme.Amount is null).Select(static scheme => scheme.Name), PaidCallbacks.Without);
        Assert.Equal(
            presets.Where(static scheme => scheme.Amount is not null).Select(static scheme => scheme.Name),
            PaidCallbacks.All.Select(static paid => paid.Preset).Distinct());
        Assert.All(presets, static scheme => Assert.True(scheme.Amount is null or { IsComplete: true }, scheme.Name));
    }

    [Fact]
    public void Every_field_of_an_amount_is_in_a_callback_of_the_table()
    {
        Assert.All(PaidCallbacks.All.GroupBy(static paid => paid.Preset), static rows =>
            Assert.Equal(SignatureSchemes.Find(rows.Key)!.Amount!.Fields.Length, rows.Count()));
    }

    [Fact]
    public void A_preset_whose_amount_is_not_signed_says_so()
    {
        var unsigned = SignatureSchemes.All.Where(static scheme =>
            scheme.Amount is { } amount && !amount.AllFields.All(field => scheme.Signs(field.Path)));

        Assert.Equal(["CryptoCloud", "chargebee", "flutterwave", "paypal", "xendit", "yookassa"], unsigned.Select(static scheme => scheme.Name));
        Assert.All(unsigned, static scheme => Assert.Contains(scheme.Notes, static note =>
            note.Contains("amount", StringComparison.Ordinal) && note.Contains("signed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_genuine_callback_is_counted_in_its_currency_and_minor_units()
    {
        var rows = PaidCallbacks.All.Select(static (paid, index) => (Paid: paid, Profile: $"{paid.Preset}.{index}", Request: GenuineVector.With(paid.Preset, paid.Members))).ToList();
        var profiles = new JsonObject(rows.Select(static row => KeyValuePair.Create(row.Profile, (JsonNode?)PresetProfile.Of(row.Request))));
        await using var stage = await SchemeStage.StartAsync(profiles, inbound: PresetProfile.TrustedProxy, now: rows[0].Request.Now);
        foreach (var (_, profile, request) in rows)
        {
            Assert.True(await stage.SendAsync(SchemeRequest.Of(request), profile) == 200, profile);
        }

        Assert.Equal(
            rows.Select(static row => (row.Profile, row.Paid.Currency, row.Paid.MinorUnits))
                .OrderBy(static row => row.Profile, StringComparer.Ordinal),
            Counted(await stage.MetricsAsync()));
    }

    [Fact]
    public async Task The_amounts_of_the_first_six_are_counted_by_their_documents()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        foreach (var provider in ReferenceProviders.All)
        {
            using var response = await gateway.SendAsync(provider, provider.Callback(), Token);
        }

        await gateway.WaitForAttemptsAsync(ReferenceProviders.All.Length, Token);
        Assert.Equal(
            [
                ("Cabbagino", "USD", 10000), ("Cactus", "USD", 8000), ("Carouseller", "USD", 10000), ("CryptoCloud", "BTC", 45670000),
                ("TarlanAgws", "KZT", 10082),
            ],
            Counted(await gateway.MetricsAsync(Token)));
    }

    [Fact]
    public async Task Each_item_of_a_batch_is_counted()
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"adyen","Secrets":{"k1":"{{ReferenceSigner.HexSecret}}"} }""");

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Adyen(
            ReferenceSigner.AdyenItem("A", 100), ReferenceSigner.AdyenItem("B", 200), ReferenceSigner.AdyenItem("C", 5))));

        Assert.Equal([(SchemeStage.Profile, "EUR", 305)], Counted(await stage.MetricsAsync()));
    }

    [Fact]
    public async Task Money_that_is_asked_about_is_counted_only_where_the_profile_names_its_field()
    {
        var paid = GenuineVector.With("click", """{"action":"1","merchant_prepare_id":"7","amount":"10"}""");
        var asked = GenuineVector.With("click", """{"action":"0","amount":"20"}""");
        var profiles = new JsonObject();
        foreach (var (name, setting, value) in new (string, string, JsonNode)[]
        {
            ("default", "CountAmounts", true), ("off", "CountAmounts", false), ("question", "Deduplicate", false), ("named", "AmountField", "amount"),
        })
        {
            profiles[name] = PresetProfile.Of(paid);
            profiles[name]![setting] = value;
        }

        await using var stage = await SchemeStage.StartAsync(profiles, now: paid.Now);
        foreach (var (name, _) in profiles)
        {
            Assert.Equal(200, await stage.SendAsync(SchemeRequest.Of(asked), name));
            Assert.Equal(200, await stage.SendAsync(SchemeRequest.Of(paid), name));
        }

        Assert.Equal([("default", "UZS", 1000), ("named", "UZS", 3000)], Counted(await stage.MetricsAsync()));
    }

    /// <summary>The sums of all outcomes by profile and currency.</summary>
    private static IEnumerable<(string Profile, string Currency, long MinorUnits)> Counted(string page) => Sample().Matches(page)
        .GroupBy(
            static sample => (Profile: sample.Groups["profile"].Value, Currency: sample.Groups["currency"].Value),
            static sample => long.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture))
        .Select(static samples => (samples.Key.Profile, samples.Key.Currency, samples.Sum()))
        .OrderBy(static sum => sum.Profile, StringComparer.Ordinal);

    [GeneratedRegex("""^edgegateway_callbacks_amount_total\{profile="(?<profile>[^"]+)",currency="(?<currency>[^"]+)",outcome="[a-z_]+"\} (?<value>\d+)""", RegexOptions.Multiline)]
    private static partial Regex Sample();
}
