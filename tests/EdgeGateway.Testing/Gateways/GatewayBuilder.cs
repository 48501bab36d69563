using System.Collections.Immutable;
using EdgeGateway.Callbacks.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EdgeGateway.Testing.Gateways;

/// <summary>
/// Configures a gateway and starts it, in the test's process or as the real program. Without further settings it listens on free ports,
/// has no routes, and keeps its ledger in a SQLite file of its own.
/// </summary>
public sealed partial class GatewayBuilder
{
    private readonly List<Action<IServiceCollection>> _services = [];

    /// <summary>The name of the configuration file, without its extension.</summary>
    internal string Name { get; private set; } = "gateway";

    /// <summary>The directory to use; null: one that is deleted with the gateway.</summary>
    internal string? Directory { get; private set; }

    /// <summary>The process' environment variables.</summary>
    internal Dictionary<string, string> Environment { get; } = [];

    /// <summary>The command that starts the program, such as <c>taskset</c>.</summary>
    internal ImmutableArray<string> Launcher { get; private set; } = [];

    /// <summary>Receives the program's output.</summary>
    internal Action<string>? OutputHandler { get; private set; }

    /// <summary>Replaces the ledger. In the test's process only.</summary>
    public GatewayBuilder UseLedger(ICallbackLedger ledger)
    {
        _ledger["Timeout"] ??= "00:00:01";
        return ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(ledger)));
    }

    /// <summary>Replaces the clock. In the test's process only.</summary>
    public GatewayBuilder UseTime(TimeProvider time) => ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(time)));

    /// <summary>Changes the services after everything else was registered. In the test's process only.</summary>
    public GatewayBuilder ConfigureServices(Action<IServiceCollection> configure)
    {
        _services.Add(configure);
        return this;
    }

    /// <summary>Uses a directory that the caller deletes. The configuration file has that name.</summary>
    public GatewayBuilder In(string directory, string name)
    {
        (Directory, Name) = (directory, name);
        return this;
    }

    /// <summary>Sets environment variables of the process; they override the configuration file.</summary>
    public GatewayBuilder WithEnvironment(params IEnumerable<(string Name, string Value)> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment[name] = value;
        }

        return this;
    }

    /// <summary>Starts the process with another command, which gets the program's command line as its last arguments.</summary>
    public GatewayBuilder LaunchWith(params ImmutableArray<string> command)
    {
        Launcher = command;
        return this;
    }

    /// <summary>Passes each line of the process' output on, and does not keep it.</summary>
    public GatewayBuilder OnOutput(Action<string> handler)
    {
        OutputHandler = handler;
        return this;
    }

    /// <summary>Starts it in the test's process.</summary>
    public Task<TestGateway> StartAsync() => TestGateway.StartAsync(this);

    /// <summary>Starts it as the real program.</summary>
    public async Task<ProcessGateway> StartProcessAsync()
    {
        var gateway = CreateProcess();
        try
        {
            await gateway.StartAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Prepares the real program, without starting it.</summary>
    public ProcessGateway CreateProcess() => new(this);

    /// <summary>Applies what <see cref="ConfigureServices"/> registered.</summary>
    internal void Apply(IServiceCollection services) => _services.ForEach(configure => configure(services));
}
