using System.Text.Json.Nodes;
using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Hosting;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing;
using EdgeGateway.Tests.Configuration;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace EdgeGateway.Tests.Config;

public sealed class GatewayFileTests
{
    private static readonly string[] _profiles = ["cactus", "carouseller", "cabbagino", "tarlan_agws", "tarlan_acquiring", "cryptocloud"];

    [Fact]
    public void File_WithSecretsMounted_IsValidAndHasOneProfilePerScheme()
    {
        using var secrets = new TemporaryDirectory();
        foreach (var name in _profiles)
        {
            secrets.Write($"CallbackProfiles__{name}__Secrets__k1", $"secret-of-{name}");
        }

        var configuration = ConfigurationCheck.Run(Build(secrets.Path));

        Assert.Equal(6, configuration.RouteCount);
        Assert.Equal(FirstSchemes.All, _profiles.Select(name => configuration.Profiles.ByName[name].Scheme));
    }

    [Fact]
    public void File_AsItIs_LacksOnlyItsSecrets()
    {
        var faults = TestConfiguration.FaultsOf(Build(secrets: null));

        Assert.Equal(
            _profiles.Select(static name => $"CallbackProfiles:{name}:Secrets: no secret").Order(StringComparer.Ordinal),
            faults.Select(static fault => fault[..fault.IndexOf(';', StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
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
