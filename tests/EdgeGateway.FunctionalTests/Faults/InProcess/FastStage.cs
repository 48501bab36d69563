using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Faults.Checking;
using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Faults.Merchants;
using EdgeGateway.Testing.Faults.Nemeses;
using EdgeGateway.Testing.Faults.Providers;
using EdgeGateway.Testing.Gateways;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.FunctionalTests.Faults.InProcess;

/// <summary>
/// A gateway in the test's process, whose ledger's clock runs five times as fast and can be set: a lease of ten seconds is over
/// after two.
/// </summary>
internal sealed class FastStage : IAsyncDisposable
{
    private const double Factor = 5;
    private const string Profile = """{ "MerchantTimeout": "00:00:00.600", "Lease": "00:00:10.700" }""";

    /// <summary>The faults that every run has, even a short one: first those that leave claims open while ledger operations fail.</summary>
    private static readonly FaultKind[] _first =
    [
        FaultKind.MerchantHanging,
        FaultKind.LedgerFailing,
        FaultKind.LedgerFailing,
        FaultKind.MerchantSlow,
        FaultKind.ClockSetBack,
        FaultKind.MerchantRefusing,
    ];

    private static readonly TimeSpan _step = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("edgegateway-faults-");
    private readonly FastClock _clock = new(Factor);
    private readonly string _secret = Guid.NewGuid().ToString("N");
    private readonly int _seed;
    private readonly FaultyMerchant _merchant;
    private FlakyLedger _ledger = null!;
    private TestGateway _gateway = null!;

    private FastStage(int seed)
    {
        _seed = seed;
        _merchant = new FaultyMerchant(History, seed, Settings.MerchantTimeout);
    }

    public static CheckerSettings Settings { get; } = new()
    {
        Lease = TimeSpan.FromSeconds(10.7 / Factor),
        MerchantTimeout = TimeSpan.FromSeconds(0.6),
        LedgerTimeout = TimeSpan.FromSeconds(1),
        Recovery = TimeSpan.FromSeconds(1),
    };

    public History History { get; } = new();

    /// <summary>The faults of the merchant and the ledger.</summary>
    public IReadOnlyList<Nemesis> Nemeses =>
    [
        .. MerchantNemeses.Of(_merchant),
        new(FaultKind.LedgerFailing, "ledger", () => SetFailing(true), () => SetFailing(false)),
        new(FaultKind.LedgerFailing, "ledger", () => SetFailing(true), () => SetFailing(false)),
    ];

    /// <summary>A merchant that does not answer, and a clock that is set back for longer than any provider retries.</summary>
    public IReadOnlyList<Nemesis> ClockSetBackForLong =>
    [
        .. MerchantNemeses.Of(_merchant).Where(static nemesis => nemesis.Kind == FaultKind.MerchantHanging),
        new(FaultKind.ClockSetBack, "clock", () => SetClock(-TimeSpan.FromHours(1)), Nothing),
    ];

    /// <summary>The clock is set by more than a lease, and less than the retention.</summary>
    public IReadOnlyList<Nemesis> ClockNemeses =>
    [
        new(FaultKind.ClockSetForward, "clock", () => SetClock(_step), Nothing),
        new(FaultKind.ClockSetBack, "clock", () => SetClock(-_step), Nothing),
    ];

    /// <param name="seed">The seed of all random decisions.</param>
    /// <param name="isSqlite">Whether the ledger is in SQLite; otherwise it is in memory.</param>
    /// <param name="mutate">Replaces the ledger.</param>
    /// <param name="configureServices">Changes the gateway's services.</param>
    public static async Task<FastStage> StartAsync(
        int seed, bool isSqlite = false, Func<ICallbackLedger, ICallbackLedger>? mutate = null, Action<IServiceCollection>? configureServices = null)
    {
        var stage = new FastStage(seed);
        await stage._merchant.StartAsync();
        ICallbackLedger ledger = isSqlite
            ? new SqliteCallbackLedger(new() { Path = Path.Combine(stage._directory.FullName, "ledger.db") }, stage._clock)
            : new MemoryCallbackLedger(stage._clock);
        stage._ledger = new FlakyLedger(mutate?.Invoke(ledger) ?? ledger, seed);
        stage._gateway = await new GatewayBuilder()
            .ForwardTo(stage._merchant.Address)
            .WithFirstProviders(JsonNode.Parse(Profile)!.AsObject(), stage._secret)
            .WithLedgerTimeout(Settings.LedgerTimeout)
            .UseTime(stage._clock)
            .UseLedger(stage._ledger)
            .ConfigureServices(services =>
            {
                services.AddSingleton<ILoggerProvider>(new SettlementLosses(stage.History));
                configureServices?.Invoke(services);
            })
            .StartAsync();
        return stage;
    }

    /// <summary>Injects faults while providers send, and checks the history when all providers have finished.</summary>
    public async Task<CheckResult> RunAsync(
        IReadOnlyList<Nemesis> nemeses, TimeSpan during, int callbacks, string? forgersSecret, CancellationToken cancellationToken)
    {
        // If the clock is set back, a claim keeps other contents away for longer than the checker can know. And
        // tokens are verified with the gateway's clock.
        var setsClock = nemeses.Any(static nemesis => nemesis.Kind is FaultKind.ClockSetBack or FaultKind.ClockSetForward);
        var plan = new LoadPlan
        {
            Seed = _seed,
            Callbacks = callbacks,
            During = during,
            DuplicateShare = 0.3,
            Horizon = during + TimeSpan.FromSeconds(6),
            Secret = _secret,
            Providers = [.. FaultProviders.All.Where(provider => provider.CoversContent || !setsClock)],
            ForgersSecret = forgersSecret ?? "what-the-forger-guessed",
        };
        using var load = new ProviderLoad(plan, History, [new GatewayAddress("gateway", _gateway.Edge)]);
        await Task.WhenAll(
            load.RunAsync(cancellationToken),
            new NemesisRun(nemeses, History, _seed, [.. _first.Where(kind => nemeses.Any(nemesis => nemesis.Kind == kind))]).RunAsync(during, longest: TimeSpan.FromSeconds(0.6), atOnce: 2, cancellationToken));
        return HistoryChecker.Check(History.Events, Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _merchant.DisposeAsync();
        await _ledger.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private Task SetFailing(bool isFailing)
    {
        _ledger.IsFailing = isFailing;
        return Task.CompletedTask;
    }

    private Task SetClock(TimeSpan by)
    {
        _clock.Step(by);
        return Task.CompletedTask;
    }

    private static Task Nothing() => Task.CompletedTask;
}
