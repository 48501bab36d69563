using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Hosting;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;
using EdgeGateway.Tests.Configuration;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace EdgeGateway.Tests.Config;

public sealed class GatewayFileTests
{
    [Fact]
    public void File_WithItsSecretMounted_IsValid()
    {
        using var secrets = new TemporaryDirectory();
        secrets.Write("CallbackProfiles__cactus__Secrets__k1", "secret-of-cactus");

        var configuration = ConfigurationCheck.Run(Build(secrets.Path));

        Assert.Equal(1, configuration.RouteCount);
        Assert.Same(SignatureSchemes.Cactus, Assert.Single(configuration.Profiles.ByName).Value.Scheme);
    }

    [Fact]
    public void File_AsItIs_LacksOnlyOneSecret()
    {
        var fault = Assert.Single(TestConfiguration.FaultsOf(Build(secrets: null)));

        Assert.StartsWith("CallbackProfiles:cactus:Secrets: no secret; ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void File_Logging_ShowsTheProgramsDefaults()
    {
        using var empty = new TemporaryDirectory();
        var defaults = new ConfigurationBuilder().AddGatewaySources(new GatewayArguments([empty.Write("gateway.json", "{}")], null, ReadsEnvironment: false)).Build();
        var shown = ShippedFiles.Configuration["Logging"]!["LogLevel"]!.AsObject();

        Assert.Equal(
            defaults.GetSection("Logging:LogLevel").GetChildren().Select(static level => $"{level.Key}={level.Value}").Order(StringComparer.Ordinal),
            shown.Select(static level => $"{level.Key}={level.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void File_ConformsToTheSchema()
    {
        Assert.Empty(new SchemaSubset(ShippedFiles.Schema).Faults(ShippedFiles.Configuration));
    }

    [Theory]
    [InlineData("""{ "CallbackProfiles": { "a": { } } }""", "$.CallbackProfiles.a.Scheme: missing")]
    [InlineData("""{ "Ledgr": { } }""", "$.Ledgr: unknown")]
    [InlineData("""{ "Ledger": { "Store": "File" } }""", """$.Ledger.Store: not one of ["Sqlite","Redis","Memory",null]""")]
    [InlineData("""{ "CallbackProfiles": { "a": { "Scheme": "Cactus", "MaxBodyBytes": "1" } } }""", "$.CallbackProfiles.a.MaxBodyBytes: string")]
    public void Schema_RefusesWhatTheProgramRefuses(string json, string expected)
    {
        Assert.Equal([expected], new SchemaSubset(ShippedFiles.Schema).Faults(JsonNode.Parse(json)));
    }

    [Fact]
    public void File_ShowsEverySettingWithItsDefault()
    {
        var profile = ShippedFiles.Configuration["CallbackProfiles"]!["cactus"]!.AsObject();
        var ledger = ShippedFiles.Configuration["Ledger"]!.AsObject();

        var limits = ShippedFiles.Configuration["Kestrel"]!["Limits"]!.AsObject();

        AssertDefaults(limits, new KestrelLimitsOptions());
        AssertDefaults(limits["MinRequestBodyDataRate"]!.AsObject(), new DataRateOptions());
        AssertDefaults(limits["MinResponseDataRate"]!.AsObject(), new DataRateOptions());
        AssertDefaults(limits["Http2"]!.AsObject(), new Http2LimitsOptions());
        AssertDefaults(limits["Http3"]!.AsObject(), new Http3LimitsOptions());
        AssertDefaults(profile, new CallbackProfileOptions { Scheme = "Cactus" });
        AssertDefaults(profile["Acknowledgement"]!.AsObject(), new AcknowledgementOptions());
        AssertDefaults(profile["Timestamp"]!.AsObject(), new TimestampOptions());
        AssertDefaults(ledger, new LedgerOptions());
        AssertDefaults(ShippedFiles.Configuration["Inbound"]!.AsObject(), new InboundOptions());
        AssertDefaults(ShippedFiles.Configuration["Shutdown"]!.AsObject(), new ShutdownOptions());
        AssertDefaults(ShippedFiles.Configuration["Management"]!.AsObject(), new ManagementOptions());
        AssertDefaults(ShippedFiles.Configuration["Diagnostics"]!.AsObject(), new DiagnosticsOptions());
        AssertDefaults(ShippedFiles.Configuration["Notifications"]!.AsObject(), new NotificationsOptions());
        AssertDefaults(ledger["Sqlite"]!.AsObject(), new SqliteLedgerOptions());
        AssertDefaults(ledger["Redis"]!.AsObject(), new RedisLedgerOptions());
    }

    private static void AssertDefaults(JsonObject shown, object defaults)
    {
        var shape = SectionShape.Of(defaults.GetType());
        Assert.Equal(shape.Properties.Keys.Order(StringComparer.Ordinal), shown.Select(static pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.All(shown.Where(static pair => pair.Value is not JsonObject), pair =>
            Assert.True(JsonNode.DeepEquals(DefaultValue.Of(shape.Find(pair.Key)!, defaults), pair.Value), pair.Key));
    }

    private static IConfigurationRoot Build(string? secrets) =>
        new ConfigurationBuilder().AddGatewaySources(new GatewayArguments([ShippedFiles.ConfigurationPath], secrets)).Build();
}
