using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Configuration.Options;
using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class AmountRulesTests
{
    [Theory]
    [InlineData("Cactus", """{"amount":1050,"currency":"USD"}""", "USD")]
    [InlineData("Carouseller", """{"amount":1050,"currency":"USD"}""", "USD")]
    [InlineData("Cabbagino", """{"amount":1050,"currency":"USD"}""", "USD")]
    [InlineData("TarlanAgws", """{"amount":10.5}""", "KZT")]
    [InlineData("CryptoCloud", """{"amount_crypto":"10.50","currency":"USD"}""", "USD")]
    public void Read_NothingNamed_CountsWhatTheSchemeDocuments(string scheme, string body, string currency)
    {
        Assert.Equal(new Amount(currency, 1050), Read(new TestConfiguration().Profile("Scheme", scheme), body));
    }

    [Fact]
    public void Read_NothingNamedOrDocumented_CountsNoMoney()
    {
        Assert.Null(Profile("TarlanAcquiring", null, null, null).ReadProfile().Verifier.Settings.Amount);
    }

    [Fact]
    public void Read_CountAmountsFalse_CountsNoMoney()
    {
        Assert.Null(new TestConfiguration().Profile(nameof(CallbackProfileOptions.CountAmounts), "false").ReadProfile().Verifier.Settings.Amount);
    }

    [Theory]
    [InlineData("AmountField", "amount")]
    [InlineData("CurrencyField", "currency")]
    [InlineData("CurrencyCode", "EUR")]
    [InlineData("AmountUnit", "Minor")]
    public void Read_CountAmountsFalseBesideWhatItSwitchesOff_IsAFault(string setting, string value)
    {
        var faults = new TestConfiguration().Profile(nameof(CallbackProfileOptions.CountAmounts), "false").Profile(setting, value).Faults();

        Assert.Equal(
            ["CallbackProfiles:cactus:CountAmounts: is false, so that AmountField, CurrencyField, CurrencyCode and AmountUnit mean nothing; remove these, or CountAmounts"],
            faults);
    }

    [Theory]
    [InlineData(null, "KZT", "KZT")]
    [InlineData("amount", "KZT", "KZT")]
    [InlineData("amount", null, "USD")]
    public void Read_CurrencyCode_TakesTheFieldsPlace(string? field, string? code, string expected)
    {
        var profile = new TestConfiguration().Profile("AmountField", field).Profile("CurrencyCode", code);

        Assert.Equal(new Amount(expected, 1050), Read(profile, """{"amount":1050,"currency":"USD"}"""));
    }

    [Theory]
    [InlineData("""{"amount":1050,"received_currency":"USD"}""", "USD")]
    [InlineData("""{"amount":1050,"currency":"USD"}""", "EUR")]
    public void Read_CurrencyFieldAndCode_UsesTheCodeIfTheFieldIsMissing(string body, string expected)
    {
        var profile = new TestConfiguration().Profile("CurrencyField", "received_currency").Profile("CurrencyCode", "EUR");

        Assert.Equal(new Amount(expected, 1050), Read(profile, body));
    }

    [Fact]
    public void Read_UnknownCurrencyCode_IsAFault()
    {
        Assert.Equal(
            ["CallbackProfiles:cactus:CurrencyCode: 'DOUBLOON' is not a currency by which amounts are counted, such as EUR"],
            new TestConfiguration().Profile("CurrencyCode", "DOUBLOON").Faults());
    }

    [Theory]
    [InlineData("Cactus", "amount", null, null, """{"amount":1050,"currency":"USD"}""")]
    [InlineData("Cactus", "amount", "received_currency", null, """{"amount":1050,"received_currency":"USD"}""")]
    [InlineData("Cactus", "amount", null, "Major", """{"amount":10.5,"currency":"USD"}""")]
    [InlineData("Cactus", "received_amount", "received_currency", "Minor", """{"received_amount":1050,"received_currency":"USD"}""")]
    [InlineData("Cactus", null, "received_currency", null, """{"amount":1050,"received_currency":"USD"}""")]
    [InlineData("Cactus", null, null, "Major", """{"amount":10.5,"currency":"USD"}""")]
    [InlineData("Carouseller", "amount", null, null, """{"amount":1050,"currency":"USD"}""")]
    [InlineData("Cabbagino", "amount", null, "Major", """{"amount":10.5,"currency":"USD"}""")]
    [InlineData("TarlanAgws", "amount", "fail_reason.currency", null, """{"amount":10.5,"fail_reason":{"currency":"USD"}}""")]
    [InlineData("TarlanAcquiring", "amount", "currency", "Major", """{"amount":10.5,"currency":"USD"}""")]
    [InlineData("CryptoCloud", "amount_crypto", null, null, """{"amount_crypto":10.5,"currency":"USD"}""")]
    public void Read_NamedField_BringsAlongWhatTheSchemeDocuments(string scheme, string? field, string? currency, string? unit, string body)
    {
        Assert.Equal(new Amount("USD", 1050), Read(Profile(scheme, field, currency, unit), body));
    }

    [Theory]
    [InlineData("TarlanAcquiring", null, "currency", null, "AmountField: needed: TarlanAcquiring documents no amount, so that nothing is counted without it")]
    [InlineData("TarlanAcquiring", null, null, "Minor", "AmountField: needed: TarlanAcquiring documents no amount, so that nothing is counted without it")]
    [InlineData("Cactus", "amount?", null, null, "AmountField: 'amount?' is not a field such as amount or outer.inner")]
    [InlineData("Cactus", "amount", "a..c", null, "CurrencyField: 'a..c' is not a field such as amount or outer.inner")]
    [InlineData("Cactus", "amount", null, "Cents", "AmountUnit: 'Cents' is not one of Minor, Major")]
    [InlineData("Cactus", "received_amount", null, "Minor", "CurrencyField: needed, or CurrencyCode: Cactus documents none for 'received_amount'")]
    [InlineData("Cactus", "received_amount", "currency", null, "AmountUnit: needed: Cactus documents none for 'received_amount'")]
    [InlineData("TarlanAcquiring", "amount", "currency", null, "AmountUnit: needed: TarlanAcquiring documents none for 'amount'")]
    [InlineData("TarlanAcquiring", "amount", null, "Minor", "CurrencyField: needed, or CurrencyCode: TarlanAcquiring documents none for 'amount'")]
    public void Read_WhatNobodySays_IsAFault(string scheme, string? field, string? currency, string? unit, string expected)
    {
        Assert.Equal([$"CallbackProfiles:cactus:{expected}"], Profile(scheme, field, currency, unit).Faults());
    }

    private static Amount? Read(TestConfiguration configuration, string body)
    {
        var profile = configuration.ReadProfile();
        var reader = new AmountReader(profile.Scheme, profile.Verifier.Settings.Amount!);
        var bytes = Encoding.UTF8.GetBytes(body);
        using var workspace = CallbackWorkspace.Rent();
        Assert.Equal(RefusalReason.None, JsonFieldParser.Parse(bytes, workspace.Fields));
        return reader.Read(bytes, workspace);
    }

    private static TestConfiguration Profile(string scheme, string? field, string? currency, string? unit) => new TestConfiguration()
        .Profile("Scheme", scheme)
        .Profile(nameof(CallbackProfileOptions.AmountField), field)
        .Profile(nameof(CallbackProfileOptions.CurrencyField), currency)
        .Profile(nameof(CallbackProfileOptions.AmountUnit), unit);
}
