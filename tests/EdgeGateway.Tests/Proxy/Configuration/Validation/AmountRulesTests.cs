using System.Text;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Configuration;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Configuration.Validation;

public sealed class AmountRulesTests
{
    [Theory]
    [InlineData("Cactus")]
    [InlineData("CryptoCloud")]
    public void Read_NothingNamed_CountsNoMoney(string scheme)
    {
        Assert.Null(Profile(scheme, null, null, null).ReadProfile().Amount);
    }

    [Theory]
    [InlineData("Cactus", "amount", null, null, """{"amount":1050,"currency":"USD"}""")]
    [InlineData("Cactus", "amount", "received_currency", null, """{"amount":1050,"received_currency":"USD"}""")]
    [InlineData("Cactus", "amount", null, "Major", """{"amount":10.5,"currency":"USD"}""")]
    [InlineData("Cactus", "received_amount", "received_currency", "Minor", """{"received_amount":1050,"received_currency":"USD"}""")]
    [InlineData("Carouseller", "amount", null, "Minor", """{"amount":1050,"currency":"USD"}""")]
    [InlineData("Cabbagino", "amount", null, "Major", """{"amount":10.5,"currency":"USD"}""")]
    [InlineData("TarlanAgws", "amount", "fail_reason.currency", null, """{"amount":10.5,"fail_reason":{"currency":"USD"}}""")]
    [InlineData("TarlanAcquiring", "amount", "currency", "Major", """{"amount":10.5,"currency":"USD"}""")]
    [InlineData("CryptoCloud", "amount_crypto", null, null, """{"amount_crypto":10.5,"currency":"USD"}""")]
    public void Read_NamedField_BringsAlongWhatTheSchemeDocuments(string scheme, string field, string? currency, string? unit, string body)
    {
        var reader = Profile(scheme, field, currency, unit).ReadProfile().Amount!;
        var bytes = Encoding.UTF8.GetBytes(body);
        using var workspace = CallbackWorkspace.Rent();
        Assert.Equal(RefusalReason.None, JsonFieldParser.Parse(bytes, workspace.Fields));

        Assert.Equal(new Amount("USD", 1050), reader.Read(bytes, workspace));
    }

    [Theory]
    [InlineData("Cactus", null, "currency", null, "AmountField: needed for CurrencyField and AmountUnit to have an effect; without it no money is counted")]
    [InlineData("Cactus", null, null, "Minor", "AmountField: needed for CurrencyField and AmountUnit to have an effect; without it no money is counted")]
    [InlineData("Cactus", "amount?", null, null, "AmountField: 'amount?' is not a field such as amount or outer.inner")]
    [InlineData("Cactus", "amount", "a..c", null, "CurrencyField: 'a..c' is not a field such as amount or outer.inner")]
    [InlineData("Cactus", "amount", null, "Cents", "AmountUnit: 'Cents' is not one of Minor, Major")]
    [InlineData("Cactus", "received_amount", null, "Minor", "CurrencyField: needed: Cactus documents none for 'received_amount'")]
    [InlineData("Cactus", "received_amount", "currency", null, "AmountUnit: needed: Cactus documents none for 'received_amount'")]
    [InlineData("Carouseller", "amount", null, null, "AmountUnit: needed: Carouseller documents none for 'amount'")]
    [InlineData("TarlanAgws", "amount", null, null, "CurrencyField: needed: TarlanAgws documents none for 'amount'")]
    [InlineData("TarlanAcquiring", "amount", null, "Minor", "CurrencyField: needed: TarlanAcquiring documents none for 'amount'")]
    public void Read_WhatNobodySays_IsAFault(string scheme, string? field, string? currency, string? unit, string expected)
    {
        Assert.Equal([$"CallbackProfiles:cactus:{expected}"], Profile(scheme, field, currency, unit).Faults());
    }

    [Fact]
    public void Schemes_WhoseAmountIsWhollyDocumented_NeedOnlyItsField()
    {
        var schemes = FirstSchemes.All.Where(static scheme => scheme.Amount is { CurrencyField: not null, Unit: not null });

        Assert.Equal(["Cactus", "CryptoCloud"], schemes.Select(static scheme => scheme.Name));
        Assert.All(schemes, static scheme => Assert.NotNull(Profile(scheme.Name, scheme.Amount!.Field.Path, null, null).ReadProfile().Amount));
    }

    private static TestConfiguration Profile(string scheme, string? field, string? currency, string? unit) => new TestConfiguration()
        .Profile("Scheme", scheme)
        .Profile(nameof(CallbackProfileOptions.AmountField), field)
        .Profile(nameof(CallbackProfileOptions.CurrencyField), currency)
        .Profile(nameof(CallbackProfileOptions.AmountUnit), unit);
}
