using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Options;
using Xunit;

namespace EdgeGateway.Tests.Configuration;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void Read_OnlyWhatIsRequired_TakesTheRestFromTheSchemeAndTheDefaults()
    {
        var configuration = new TestConfiguration().Read();
        var profile = configuration.Profiles.ByName["CACTUS"];

        Assert.Equal(1, configuration.RouteCount);
        Assert.Equal("cactus", profile.Name);
        Assert.Same(SignatureSchemes.Cactus, profile.Scheme);
        Assert.Equal(TestConfiguration.Secret, System.Text.Encoding.UTF8.GetString(Assert.Single(profile.Verifier.Keys.Keys).Secret));
        Assert.Equal(65536, profile.MaxBodyBytes);
        Assert.Equal(TimeSpan.FromSeconds(10), profile.BodyTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), profile.MerchantTimeout);
        Assert.Equal(TimeSpan.FromSeconds(45), profile.Lease);
        Assert.Equal((TimeSpan.FromDays(7), TimeSpan.FromDays(30)), (profile.Retention, profile.ReplayProtection));
        Assert.Equal(ConflictPolicy.Deliver, profile.OnConflict);
        Assert.Equal(SignatureSchemes.Cactus.Acknowledgement, profile.Acknowledgement);
        Assert.Equal(SignatureSchemes.Cactus.Identity, profile.Verifier.Identity);
        Assert.Equal(TimeSpan.FromMinutes(1), profile.Verifier.Settings.ClockSkew);
        Assert.Equal(TokenBinding.InvoiceId, profile.Verifier.Settings.TokenBinding);
        Assert.Empty(profile.AllowedNetworks);
        Assert.True(profile.Deduplicate);
        Assert.False(profile.Verifier.Settings.DropEmptyEverywhere);
        Assert.Equal(new LedgerSettings(LedgerStore.Sqlite, Path.GetFullPath("data/ledger.db"), null, "edge", TimeSpan.FromSeconds(2)), configuration.Ledger);
    }

    [Fact]
    public void Read_EverySetting_TakesIt()
    {
        var profile = new TestConfiguration()
            .Profile("Scheme", "tarlanagws").Profile("MaxBodyBytes", "1024").Profile("BodyTimeout", "00:00:05")
            .Profile("MerchantTimeout", "00:00:20").Profile("Lease", "00:01:00").Profile("Retention", "1.00:00:00").Profile("ReplayProtection", "00:00:00")
            .Profile("OnConflict", "refuse").Profile("Identity:0", "order").Profile("Identity:1", "info.status?")
            .Profile("ClockSkew", "00:00:00").Profile("TokenBinding", "None").Profile("AllowedNetworks:0", "203.0.113.0/24")
            .Profile("AllowedNetworks:1", "2001:db8::/32").Profile("Deduplicate", "false").Profile("DropEmptyEverywhere", "true")
            .Profile("Secrets:k0", "older").ReadProfile();

        Assert.Same(SignatureSchemes.TarlanAgws, profile.Scheme);
        Assert.Equal(["k0", "k1"], profile.Verifier.Keys.Keys.Select(static key => key.Id));
        Assert.Equal((1024, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20)), (profile.MaxBodyBytes, profile.BodyTimeout, profile.MerchantTimeout));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), TimeSpan.Zero), (profile.Lease, profile.Retention, profile.ReplayProtection));
        Assert.Equal((ConflictPolicy.Refuse, TokenBinding.None, TimeSpan.Zero), (profile.OnConflict, profile.Verifier.Settings.TokenBinding, profile.Verifier.Settings.ClockSkew));
        Assert.Equal([new IdentityField("order"), new IdentityField("info.status", IsOptional: true)], profile.Verifier.Identity);
        Assert.Equal(["203.0.113.0/24", "2001:db8::/32"], profile.AllowedNetworks.Select(static network => network.ToString()));
        Assert.Equal((false, true), (profile.Deduplicate, profile.Verifier.Settings.DropEmptyEverywhere));
    }

    [Fact]
    public void Read_SignatureHoldsATime_NeedsNoReplayProtection()
    {
        var profile = new TestConfiguration().Profile("Scheme", "CryptoCloud").Profile("ReplayProtection", "10.00:00:00").ReadProfile();

        Assert.Equal(TimeSpan.Zero, profile.ReplayProtection);
    }

    [Fact]
    public void Read_NullInAFile_AsksForTheDefault()
    {
        var profile = new TestConfiguration()
            .Profile("MaxBodyBytes", null).Profile("Identity", null).Profile("OnConflict", null).Profile("Acknowledgement", null).ReadProfile();

        Assert.Equal(65536, profile.MaxBodyBytes);
        Assert.Equal(SignatureSchemes.Cactus.Identity, profile.Verifier.Identity);
        Assert.Equal(SignatureSchemes.Cactus.Acknowledgement, profile.Acknowledgement);
    }

    [Fact]
    public void Read_CryptoCloud_DeliversConflictsOnlyWhenTold()
    {
        Assert.Equal(ConflictPolicy.Refuse, new TestConfiguration().Profile("Scheme", "CryptoCloud").ReadProfile().OnConflict);
        Assert.Equal(
            ConflictPolicy.Deliver,
            new TestConfiguration().Profile("Scheme", "CryptoCloud").Profile("OnConflict", "Deliver").ReadProfile().OnConflict);
    }

    [Theory]
    [InlineData("Cactus", "201", null, null, 201, "", true)]
    [InlineData("Cactus", "201", null, null, 200, "", false)]
    [InlineData("Cactus", null, "ok", "1", 204, """{"ok":1}""", true)]
    [InlineData("Cactus", null, "ok", "1", 204, "{}", false)]
    [InlineData("Carouseller", "200", null, null, 200, """{"code":0}""", true)]
    [InlineData("Carouseller", "200", null, null, 201, """{"code":0}""", false)]
    [InlineData("Carouseller", "200", null, null, 200, """{"code":1}""", false)]
    [InlineData("Cabbagino", "2xx", null, null, 204, """{"result":"ok"}""", true)]
    [InlineData("Cabbagino", "200", "done", "yes", 200, """{"done":"yes"}""", true)]
    public void Read_Acknowledgement_OverridesThePartsThatAreGiven(
        string scheme, string? rule, string? field, string? expected, int status, string body, bool isAcknowledged)
    {
        var profile = new TestConfiguration().Profile("Scheme", scheme)
            .Profile("Acknowledgement:Status", rule).Profile("Acknowledgement:JsonField", field).Profile("Acknowledgement:Equals", expected)
            .ReadProfile();

        Assert.Equal(isAcknowledged, profile.Acknowledgement.IsAcknowledgedBy(status, System.Text.Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void Read_Redis_HasItsConnectionStringButDoesNotShowIt()
    {
        var ledger = new TestConfiguration().With("Ledger:Store", "redis").With("Ledger:Redis:Configuration", "10.0.0.1,password=shh").Read().Ledger;

        Assert.Equal((LedgerStore.Redis, "10.0.0.1,password=shh", null), (ledger.Store, ledger.RedisConfiguration, ledger.SqlitePath));
        Assert.DoesNotContain("shh", ledger.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyFaults_ReportsAllOfThemAtOnce()
    {
        var faults = new TestConfiguration()
            .Profile("Lease", "00:00:40").Profile("MaxBodyBytes", "many").Profile("Retantion", "1.00:00:00").Profile("Secrets:k1", "")
            .Profile("OnConflict", "Ignore").With("CallbackProfiles:other:Scheme", "Unheard").With("CallbackProfiles:other:BodyTimeout", "30")
            .With("Ledger:Timeout", "00:01:00").With("ReverseProxy:Routes:cactus:Metdata:x", "y").With("ReverseProxy:Routes:b:Order", "first")
            .With("ReverseProxy:Clusters:shop:Destinations:shop-1:Adress", "x").With("Kestrel:Endpoints:Edge:Url", "8080")
            .With("Logging:LogLevel:Default", "Loud").Faults();

        Assert.Equal(
            [
                "CallbackProfiles:cactus:Lease", "CallbackProfiles:cactus:MaxBodyBytes", "CallbackProfiles:cactus:OnConflict",
                "CallbackProfiles:cactus:Retantion", "CallbackProfiles:cactus:Secrets:k1", "CallbackProfiles:other:BodyTimeout",
                "CallbackProfiles:other:Scheme", "CallbackProfiles:other:Secrets", "Kestrel:Endpoints:Edge:Url", "Ledger:Timeout",
                "Logging:LogLevel:Default", "ReverseProxy:Clusters:shop:Destinations:shop-1:Adress", "ReverseProxy:Routes:b:Order",
                "ReverseProxy:Routes:cactus:Metdata",
            ],
            faults.Select(static fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_AnyFault_NeverShowsASecret()
    {
        var configuration = new TestConfiguration()
            .Profile("Secrets:k2", $" {TestConfiguration.Secret} ").Profile($"Secrets:{TestConfiguration.Secret}/", "k3")
            .With("CallbackProfiles:scalar:Secrets", TestConfiguration.Secret).With("CallbackProfiles:deep:Secrets:k1:value", TestConfiguration.Secret)
            .With("CallbackProfiles:deep:Secretz:k1", TestConfiguration.Secret).With("Ledger:Redis", TestConfiguration.Secret)
            .With("Ledger:Store", "Redis").With("Ledger:Redis:Configuration:Password", TestConfiguration.Secret);
        var faults = configuration.Faults();

        Assert.True(faults.Count >= 6);
        Assert.DoesNotContain(TestConfiguration.Secret, string.Join('\n', faults), StringComparison.Ordinal);
        Assert.DoesNotContain(TestConfiguration.Secret, new ConfigurationException(faults).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestConfiguration.Secret, new TestConfiguration().ReadProfile().ToString(), StringComparison.Ordinal);
    }
}
