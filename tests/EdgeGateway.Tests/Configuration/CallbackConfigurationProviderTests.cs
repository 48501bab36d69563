using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using Yarp.ReverseProxy;

namespace EdgeGateway.Tests.Configuration;

/// <summary>The provider and YARP with the same configuration, which changes.</summary>
public sealed class CallbackConfigurationProviderTests : IAsyncDisposable
{
    private readonly RecordingLoggerProvider _log = new();
    private readonly ConfigurationRoot _configuration = new ConfigurationRoot([new EmptyableProvider()]);
    private readonly WebApplication _app;
    private readonly CallbackConfigurationProvider _provider;

    public CallbackConfigurationProviderTests()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(_log);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        builder.Services.AddReverseProxy().LoadFromConfig(_configuration.GetSection("ReverseProxy")).AddCallbackConfiguration(_configuration);
        _app = builder.Build();
        _provider = _app.Services.GetRequiredService<CallbackConfigurationProvider>();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public void Current_BeforeLoad_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => _provider.Current);
    }

    [Fact]
    public void Load_NotValid_ThrowsEveryFault()
    {
        _configuration["CallbackProfiles:cactus:Lease"] = "soon";
        _configuration["CallbackProfiles:cactus:Scheme"] = "Unheard";

        Assert.Equal(2, Assert.Throws<ConfigurationException>(_provider.Load).Faults.Count);
    }

    [Fact]
    public void Load_NotValid_KeepsYarpFromStarting()
    {
        _configuration["CallbackProfiles:cactus:Scheme"] = "Unheard";

        Assert.Throws<InvalidOperationException>(() => _app.MapReverseProxy());
    }

    [Fact]
    public void Reload_Good_ChangesProfilesAndRoutes()
    {
        Start();
        Change(("CallbackProfiles:cactus:MaxBodyBytes", "100"), ("ReverseProxy:Routes:second:Match:Path", "/second"));

        Assert.Equal(100, _provider.Current.Profiles.ByName["cactus"].MaxBodyBytes);
        Assert.Equal(["cactus", "second"], Routes());
        Assert.Empty(_provider.Faults);
        Assert.Equal(["ConfigurationApplied", "ConfigurationApplied"], _log.EventsOf<CallbackConfigurationProvider>());
    }

    [Fact]
    public void Load_RiskyProfile_IsAdvisedOnOnce()
    {
        _configuration["CallbackProfiles:cactus:Scheme"] = "CryptoCloud";
        Start();

        var advice = Assert.Single(Advice());
        Assert.Equal(LogLevel.Warning, advice.Level);
        Assert.StartsWith("CallbackProfiles:cactus:AmountField: CryptoCloud does not sign amount_crypto and currency: ", advice.Message, StringComparison.Ordinal);
        Assert.Contains("; compare the amount with your own order", advice.Message, StringComparison.Ordinal);

        Change(("CallbackProfiles:cactus:MaxBodyBytes", "100"));

        Assert.Single(Advice());
    }

    [Fact]
    public void Reload_NewRisk_IsAdvisedOnAndSoIsOneThatCameBack()
    {
        Start();
        Assert.Empty(Advice());

        Change(("CallbackProfiles:cactus:Scheme", "nowpayments"));
        Assert.Equal(LogLevel.Information, Assert.Single(Advice()).Level);

        Change(("CallbackProfiles:cactus:Scheme", "CryptoCloud"));
        Change(("CallbackProfiles:cactus:Scheme", "nowpayments"));

        Assert.Equal(3, Advice().Count());
    }

    [Fact]
    public void Reload_Bad_KeepsProfilesAndRoutesAndSaysWhy()
    {
        Start();
        var before = _provider.Current;
        Change(("CallbackProfiles:cactus:Lease", "00:00:01"), ("CallbackProfiles:cactus:Secrets:k2", TestConfiguration.Secret + " "), ("ReverseProxy:Routes:second:Match:Path", "/second"));

        Assert.Same(before, _provider.Current);
        Assert.Equal(["cactus"], Routes());
        Assert.Equal(2, _provider.Faults.Count);
        var rejected = Assert.Single(_log.Entries, static entry => entry.EventName == "ConfigurationRejected");
        Assert.Equal(LogLevel.Error, rejected.Level);
        Assert.Contains("CallbackProfiles:cactus:Lease: 00:00:01 must be longer", rejected.Message, StringComparison.Ordinal);
        Assert.Contains("CallbackProfiles:cactus:Secrets:k2: ", rejected.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Entries, static entry => entry.Message.Contains(TestConfiguration.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void Reload_BadThenGood_TakesTheGoodOne()
    {
        Start();
        Change(("ReverseProxy:Routes:second:Metadata:CallbackProfile", "second"), ("ReverseProxy:Routes:second:Match:Path", "/second"), ("ReverseProxy:Routes:second:ClusterId", "shop"));
        Assert.Equal(["cactus"], Routes());

        Change(("CallbackProfiles:second:Scheme", "Cabbagino"), ("CallbackProfiles:second:Secrets:k1", "s"));

        Assert.Equal(["cactus", "second"], Routes());
        Assert.Equal(2, _provider.Current.Profiles.ByName.Count);
        Assert.Empty(_provider.Faults);
        Assert.Equal(["ConfigurationApplied", "ConfigurationRejected", "ConfigurationApplied"], _log.EventsOf<CallbackConfigurationProvider>());
    }

    [Fact]
    public void Reload_Emptied_KeepsProfilesAndRoutes()
    {
        Start();
        Assert.IsType<EmptyableProvider>(_configuration.Providers.Single()).Clear();
        _configuration.Reload();

        Assert.Equal(["cactus"], Routes());
        Assert.Single(_provider.Current.Profiles.ByName);
        Assert.Equal(["ReverseProxy:Routes: no route, so nothing would be let through"], _provider.Faults);
    }

    [Fact]
    public void Reload_LedgerChanged_KeepsTheOldAndSaysSo()
    {
        Start();
        Change(("Ledger:Store", "Memory"), ("CallbackProfiles:cactus:MaxBodyBytes", "100"));

        Assert.Equal(LedgerStore.Sqlite, _provider.Current.Ledger.Store);
        Assert.Equal(100, _provider.Current.Profiles.ByName["cactus"].MaxBodyBytes);
        Assert.Contains("LedgerChangeNeedsRestart", _log.EventsOf<CallbackConfigurationProvider>());
    }

    [Fact]
    public void MapReverseProxy_WithoutLoad_LoadsByItself()
    {
        _app.MapReverseProxy();

        Assert.Single(_provider.Current.Profiles.ByName);
    }

    private void Start()
    {
        _provider.Load();
        _app.MapReverseProxy();
    }

    private void Change(params (string Key, string Value)[] values)
    {
        foreach (var (key, value) in values)
        {
            _configuration[key] = value;
        }

        _configuration.Reload();
    }

    private IEnumerable<(LogLevel Level, string Message)> Advice() =>
        _log.Entries.Where(static entry => entry.EventName == "ConfigurationAdvice").Select(static entry => (entry.Level, entry.Message));

    private IEnumerable<string> Routes() =>
        _app.Services.GetRequiredService<IProxyStateLookup>().GetRoutes().Select(static route => route.Config.RouteId).Order(StringComparer.Ordinal);

    private sealed class EmptyableProvider : ConfigurationProvider
    {
        public EmptyableProvider() =>
            Data = new TestConfiguration().Build().AsEnumerable().Where(static pair => pair.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);

        public void Clear() => Data.Clear();
    }
}
