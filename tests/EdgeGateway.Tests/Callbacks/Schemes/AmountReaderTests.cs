using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Schemes;

public sealed class AmountReaderTests
{
    [Theory]
    [InlineData("""{"amount":8000,"currency":"USD"}""", AmountUnit.Minor, "USD", 8000)]
    [InlineData("""{"amount":"8000","currency":"usd"}""", AmountUnit.Minor, "USD", 8000)]
    [InlineData("""{"amount":0,"currency":"USD"}""", AmountUnit.Minor, "USD", 0)]
    [InlineData("""{"amount":10.5,"currency":"USD"}""", AmountUnit.Major, "USD", 1050)]
    [InlineData("""{"amount":1.05e1,"currency":"USD"}""", AmountUnit.Major, "USD", 1050)]
    [InlineData("""{"amount":100,"currency":"JPY"}""", AmountUnit.Major, "JPY", 100)]
    [InlineData("""{"amount":1.234,"currency":"KWD"}""", AmountUnit.Major, "KWD", 1234)]
    [InlineData("""{"amount":0.4567,"currency":"BTC"}""", AmountUnit.Major, "BTC", 45_670_000)]
    [InlineData("""{"amount":2,"currency":"DOUBLOON"}""", AmountUnit.Major, "other", 200)]
    [InlineData("""{"amount":2,"currency":"кроны"}""", AmountUnit.Minor, "other", 2)]
    [InlineData("""{"amount":922337203685477579,"currency":"USD"}""", AmountUnit.Minor, "USD", 922_337_203_685_477_579)]
    [InlineData("""{"amount":8000,"currency":"\u0055SD"}""", AmountUnit.Minor, "USD", 8000)]
    [InlineData("""{"amount":"10\u002e5\u0030","currency":"\u0045U\u0052"}""", AmountUnit.Major, "EUR", 1050)]
    [InlineData("""{"amount":2,"currency":"btc-ln"}""", AmountUnit.Major, "BTC", 200_000_000)]
    public void Read_AmountAndCurrency_GivesTheSmallestUnit(string body, AmountUnit unit, string currency, long minorUnits)
    {
        Assert.Equal(new Amount(currency, minorUnits), Read(body, unit));
    }

    [Theory]
    [InlineData("""{"currency":"USD"}""")]
    [InlineData("""{"amount":8000}""")]
    [InlineData("""{"amount":-1,"currency":"USD"}""")]
    [InlineData("""{"amount":"many","currency":"USD"}""")]
    [InlineData("""{"amount":"","currency":"USD"}""")]
    [InlineData("""{"amount":true,"currency":"USD"}""")]
    [InlineData("""{"amount":null,"currency":"USD"}""")]
    [InlineData("""{"amount":{"value":1},"currency":"USD"}""")]
    [InlineData("""{"amount":[1],"currency":"USD"}""")]
    [InlineData("""{"amount":8000,"currency":""}""")]
    [InlineData("""{"amount":8000,"currency":"ABCDEFGHIJKLMNOPQ"}""")]
    [InlineData("""{"amount":922337203685477580,"currency":"USD"}""")]
    [InlineData("""{"amount":1e28,"currency":"USD"}""")]
    [InlineData("""{"amount":1e400,"currency":"USD"}""")]
    [InlineData("""{"amount":"0x10","currency":"USD"}""")]
    [InlineData("""{"AMOUNT":8000,"currency":"USD"}""")]
    public void Read_WhatIsNoAmount_GivesNone(string body)
    {
        Assert.Null(Read(body, AmountUnit.Minor));
        Assert.Null(Read(body, AmountUnit.Major));
    }

    [Fact]
    public void Read_FieldsWithinAnObject_AreFound()
    {
        var reader = Reader("paid.sum", "paid.code", AmountUnit.Minor);

        Assert.Equal(new Amount("EUR", 7), Read(reader, """{"paid":{"sum":7,"code":"EUR"}}"""));
        Assert.Null(Read(reader, """{"paid":7}"""));
    }

    [Fact]
    public void Read_Form_IsReadAsJsonIs()
    {
        var body = Encoding.UTF8.GetBytes("amount=12%2E5&currency=%55SD");
        using var workspace = CallbackWorkspace.Rent();
        Assert.Equal(RefusalReason.None, FormFieldParser.Parse(body, workspace.Fields));

        Assert.Equal(new Amount("USD", 1250), Reader("amount", "currency", AmountUnit.Major).Read(body, workspace));
    }

    [Fact]
    public void Read_AgainAndAgain_AllocatesNothing()
    {
        var reader = Reader("amount", "currency", AmountUnit.Major);
        Read(reader, """{"amount":10.5,"currency":"USD"}""");
        var body = Encoding.UTF8.GetBytes("""{"amount":10.5,"currency":"USD"}""");
        using var workspace = CallbackWorkspace.Rent();
        Assert.Equal(RefusalReason.None, JsonFieldParser.Parse(body, workspace.Fields));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            reader.Read(body, workspace);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("""{"a":1,"b":2,"b_code":"EUR"}""", "JPY", 1)]
    [InlineData("""{"a":null,"b":2,"b_code":"EUR"}""", "EUR", 2)]
    [InlineData("""{"a":"none","b":"2","b_code":"EUR"}""", "EUR", 2)]
    [InlineData("""{"a":1,"a_code":"USD","b":2}""", "USD", 1)]
    [InlineData("""{"b":2}""", "JPY", 2)]
    public void Read_SeveralFields_TheFirstNumberCountsWithItsCurrency(string body, string currency, long minorUnits)
    {
        var amount = new SchemeAmount([new("a"), new("b")], [new("a_code"), new("b_code")], "JPY", AmountUnit.Minor);

        Assert.Equal(new Amount(currency, minorUnits), Read(new AmountReader(SignatureSchemes.Cactus, amount), body));
    }

    [Fact]
    public void Read_FieldWhoseCurrencyIsMissing_IsPassedOver()
    {
        var amount = new SchemeAmount([new("a"), new("b")], [new("a_code"), new("b_code")], CurrencyCode: null, AmountUnit.Minor);

        Assert.Equal(new Amount("EUR", 2), Read(new AmountReader(SignatureSchemes.Cactus, amount), """{"a":1,"b":2,"b_code":"EUR"}"""));
        Assert.Null(Read(new AmountReader(SignatureSchemes.Cactus, amount), """{"a":1,"b":2}"""));
    }

    [Fact]
    public void Constructor_WithoutUnitOrCurrency_Throws()
    {
        Assert.Throws<ArgumentException>(() => new AmountReader(SignatureSchemes.Cactus, new SchemeAmount([new("a")], [], "EUR", Unit: null)));
        Assert.Throws<ArgumentException>(() => new AmountReader(SignatureSchemes.Cactus, new SchemeAmount([new("a")], [], null, AmountUnit.Minor)));
    }

    private static AmountReader Reader(string amount, string currency, AmountUnit unit) =>
        new(SignatureSchemes.Cactus, new SchemeAmount([new(amount)], [new(currency)], CurrencyCode: null, unit));

    private static Amount? Read(string body, AmountUnit unit) => Read(Reader("amount", "currency", unit), body);

    private static Amount? Read(AmountReader reader, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        using var workspace = CallbackWorkspace.Rent();
        Assert.Equal(RefusalReason.None, JsonFieldParser.Parse(body, workspace.Fields));
        return reader.Read(body, workspace);
    }
}
