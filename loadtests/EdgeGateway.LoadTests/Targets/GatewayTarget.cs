using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using EdgeGateway.LoadTests.Generation;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.LoadTests.Targets;

/// <summary>The real program, with the resources that its process uses.</summary>
internal sealed class GatewayTarget : IMeasuredTarget
{
    private readonly ProcessGateway _gateway;
    private readonly Process _process;

    private GatewayTarget(ProcessGateway gateway)
    {
        _gateway = gateway;
        _process = Process.GetProcessById(gateway.Process.Id);
    }

    /// <summary>The port for callbacks.</summary>
    public int Port => _gateway.Edge.Port;

    /// <summary>The port for metrics and health.</summary>
    public int ManagementPort => _gateway.Management.Port;

    /// <summary>The process' id, for a profiler.</summary>
    public int ProcessId => _process.Id;

    /// <summary>User and system time of the whole process.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <param name="merchant">The destination.</param>
    /// <param name="store">The ledger; null: bare YARP, the same program with a route that names no profile.</param>
    /// <param name="redis">The address of Redis.</param>
    public static async Task<GatewayTarget> StartAsync(Uri merchant, string? store, string? redis)
    {
        const string profile = "cactus";
        var builder = new GatewayBuilder()
            .ForwardTo(merchant)
            .WithProfile(
                profile, new JsonObject { ["Scheme"] = "Cactus", ["Secrets"] = new JsonObject { ["k1"] = ReferenceProvider.Secret } }, SignedCallbacks.Path)
            .Configure(static settings => settings["Logging"] = JsonNode.Parse("""{"LogLevel":{"Default":"Error","EdgeGateway.Proxy.Telemetry.CallbackLog":"Error","Microsoft.Hosting.Lifetime":"Information"}}"""))
            .LaunchWith(Cores.Launcher);
        _ = store switch
        {
            null => builder.UseMemory().WithRoute(profile, SignedCallbacks.Path),
            "Memory" => builder.UseMemory(),
            "Redis" => builder.UseRedis(redis!),
            _ => builder,
        };
        return new GatewayTarget(await builder.StartProcessAsync());
    }

    /// <summary>Bytes of managed memory that the process has allocated since it began, from its own metrics.</summary>
    public async Task<long> AllocatedBytesAsync()
    {
        const string series = "\ndotnet_gc_heap_total_allocated_bytes_total ";
        var page = await _gateway.MetricsAsync(CancellationToken.None);
        var value = page.AsSpan(page.IndexOf(series, StringComparison.Ordinal) + series.Length);
        return (long)double.Parse(value[..value.IndexOf('\n')], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await _gateway.DisposeAsync();
    }
}
