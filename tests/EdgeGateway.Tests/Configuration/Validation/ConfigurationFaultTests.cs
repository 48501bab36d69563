using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

/// <summary>Each case has one fault in an otherwise valid configuration; exactly this message must be reported.</summary>
public sealed class ConfigurationFaultTests
{
    [Theory]
    [InlineData("Scheme", null, "Scheme: missing; a scheme that ships, such as Cactus or stripe (docs/schemes.md has them all), or one of CallbackSchemes")]
    [InlineData("Scheme", "Unheard", "Scheme: 'Unheard' is unknown; it is to be a scheme that ships, such as Cactus or stripe (docs/schemes.md has them all), or one of CallbackSchemes")]
    [InlineData("Scheme", "Strype", "Scheme: 'Strype' is unknown; did you mean stripe?")]
    [InlineData("Lease", "00:00:40", "Lease: 00:00:40 must be longer than MerchantTimeout 00:00:30 + 00:00:10")]
    [InlineData("Lease", "45", "Lease: '45' is not a time such as 00:00:30 or 7.00:00:00")]
    [InlineData("Lease", "02:00:00", "Lease: 02:00:00 is not between 00:00:01 and 01:00:00")]
    [InlineData("MaxBodyBytes", "many", "MaxBodyBytes: 'many' is not a whole number")]
    [InlineData("MaxBodyBytes", "", "MaxBodyBytes: '' is not a whole number")]
    [InlineData("MaxBodyBytes", "0", "MaxBodyBytes: 0 is not between 1 and 16777216")]
    [InlineData("MaxBodyBytes", "-5", "MaxBodyBytes: -5 is not between 1 and 16777216")]
    [InlineData("MaxBodyBytes", "99999999999", "MaxBodyBytes: '99999999999' is not a whole number")]
    [InlineData("BodyTimeout", "00:00:00", "BodyTimeout: 00:00:00 is not between 00:00:00.1000000 and 00:05:00")]
    [InlineData("MerchantTimeout", "-00:00:01", "MerchantTimeout: -00:00:01 is not between 00:00:00.1000000 and 00:10:00")]
    [InlineData("Retention", "00:00:00", "Retention: 00:00:00 is not between 00:01:00 and 366.00:00:00")]
    [InlineData("ClockSkew", "-00:00:01", "ClockSkew: -00:00:01 is not between 00:00:00 and 00:10:00")]
    [InlineData("OnConflict", "Ignore", "OnConflict: 'Ignore' is not one of Deliver, Refuse")]
    [InlineData("OnConflict", "1", "OnConflict: '1' is not one of Deliver, Refuse")]
    [InlineData("TokenBinding", "Order", "TokenBinding: 'Order' is not one of InvoiceId, None")]
    [InlineData("Deduplicate", "no", "Deduplicate: 'no' is not true or false")]
    [InlineData("DropEmptyEverywhere", "true", "DropEmptyEverywhere: only for TarlanAgws and TarlanAcquiring, not for Cactus")]
    [InlineData("Acknowledgement:Status", "404", "Acknowledgement:Status: '404' is not 2xx or one status from 200 to 299")]
    [InlineData("Acknowledgement:Equals", "0", "Acknowledgement:Equals: means nothing without JsonField")]
    [InlineData("Acknowledgement:JsonField", "code", "Acknowledgement:JsonField: means nothing without Equals")]
    [InlineData("Acknowledgement", "2xx", "Acknowledgement: settings expected, not one value")]
    [InlineData("Identity:0", "a.b", "Identity:0: 'a.b': what Cactus signs has no nested fields, only top-level ones can identify a callback")]
    [InlineData("Identity:0", "a..c", "Identity:0: 'a..c' is not a field such as order_id or outer.inner, with ? behind it when it may be absent")]
    [InlineData("Identity", "", "Identity: at least one field, or null for the scheme's")]
    [InlineData("Identity", "order", "Identity: a list expected, not one value")]
    [InlineData("AllowedNetworks:0", "10.0.0.0/33", "AllowedNetworks:0: '10.0.0.0/33' is not a network such as 203.0.113.0/24 or 2001:db8::/32")]
    [InlineData("Secret", "x", "Secret: unknown setting; did you mean Secrets?")]
    [InlineData("Scheme:Name", "x", "Scheme: one value is expected, not a list or settings")]
    public void Profile_OneFault_IsReportedWithItsPath(string key, string? value, string expected)
    {
        var faults = new TestConfiguration().Profile(key, value).Faults();

        Assert.Equal([$"CallbackProfiles:cactus:{expected}"], faults);
    }

    [Theory]
    [InlineData("Carouseller", "1.06:59:59", "Retention: 1.06:59:59 must be at least 1.07:00:00: Carouseller repeats a callback for 1.00:48:00, and a quarter is the margin")]
    [InlineData("Carouseller", "1.07:00:00", null)]
    [InlineData("TarlanAgws", "00:12:29", "Retention: 00:12:29 must be at least 00:12:30: TarlanAgws repeats a callback for 00:10:00, and a quarter is the margin")]
    [InlineData("Cactus", "00:01:00", null)]
    public void Profile_Retention_MustOutlastTheProvidersRetries(string scheme, string retention, string? expected)
    {
        var faults = new TestConfiguration().Profile("Scheme", scheme).Profile("Retention", retention).Faults();

        Assert.Equal(expected is null ? [] : [$"CallbackProfiles:cactus:{expected}"], faults);
    }

    [Fact]
    public void Profile_RetentionBelowLease_IsReportedWithBothValues()
    {
        var faults = new TestConfiguration().Profile("Lease", "00:10:00").Profile("Retention", "00:09:00").Faults();

        Assert.Equal(["CallbackProfiles:cactus:Retention: 00:09:00 must not be shorter than Lease 00:10:00"], faults);
    }

    [Fact]
    public void Profile_UnreadableTime_IsNotComparedAsIfItWereTheDefault()
    {
        var faults = new TestConfiguration().Profile("MerchantTimeout", "soon").Profile("Lease", "00:00:20").Faults();

        Assert.Equal(["CallbackProfiles:cactus:MerchantTimeout: 'soon' is not a time such as 00:00:30 or 7.00:00:00"], faults);
    }

    [Fact]
    public void Profile_NameThatCannotBeAHeader_IsReported()
    {
        var faults = new TestConfiguration().With("CallbackProfiles:naïve shop:Scheme", "Cactus").With("CallbackProfiles:naïve shop:Secrets:k1", "s").Faults();

        Assert.Equal(["CallbackProfiles:naïve shop: a profile's name must be 1 to 64 letters, digits, '-', '_' or '.'"], faults);
    }

    [Theory]
    [InlineData("Store", "File", "Store: 'File' is not one of Sqlite, Redis, Memory")]
    [InlineData("Store", "Redis", "Redis:Configuration: needed when Store is Redis, such as 127.0.0.1:6379")]
    [InlineData("Sqlite:Path", " ", "Sqlite:Path: needed when Store is Sqlite")]
    [InlineData("Sqlite:File", "x", "Sqlite:File: unknown setting; known here: Path")]
    [InlineData("Timeout", "00:00:11", "Timeout: 00:00:11 is not between 00:00:00.0100000 and 00:00:10")]
    [InlineData("Timeout", "00:00:00", "Timeout: 00:00:00 is not between 00:00:00.0100000 and 00:00:10")]
    public void Ledger_OneFault_IsReportedWithItsPath(string key, string value, string expected)
    {
        Assert.Equal([$"Ledger:{expected}"], new TestConfiguration().With($"Ledger:{key}", value).Faults());
    }

    [Fact]
    public void Ledger_RedisKeyPrefixWithBraces_IsReported()
    {
        var faults = new TestConfiguration()
            .With("Ledger:Store", "Redis").With("Ledger:Redis:Configuration", "127.0.0.1").With("Ledger:Redis:KeyPrefix", "{a}").Faults();

        Assert.Equal(["Ledger:Redis:KeyPrefix: must be 1 to 64 letters, digits, '-', '_' or '.'"], faults);
    }
}
