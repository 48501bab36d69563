using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using EdgeGateway.Demo;
using EdgeGateway.LoadTests.Generation;

namespace EdgeGateway.LoadTests.Targets;

/// <summary>The real program as a process of its own, whose cost the kernel counts.</summary>
internal sealed class GatewayTarget : IMeasuredTarget
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("edgegateway-load-");
    private Process _process = null!;

    /// <summary>Where callbacks go.</summary>
    public int Port { get; private set; }

    /// <summary>Where the program tells about itself.</summary>
    public int ManagementPort { get; private set; }

    /// <summary>For a profiler.</summary>
    public int ProcessId => _process.Id;

    /// <param name="merchant">The destination.</param>
    /// <param name="store">The ledger; null: bare YARP, the same program with a route that names no profile.</param>
    /// <param name="redis">Where Redis is.</param>
    public static async Task<GatewayTarget> StartAsync(Uri merchant, string? store, string? redis)
    {
        var target = new GatewayTarget();
        var file = Path.Combine(target._directory.FullName, "gateway.json");
        await File.WriteAllTextAsync(file, target.Settings(merchant, store, redis).ToJsonString());
        target._process = new Process
        {
            StartInfo = Cores.Pinned("dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "EdgeGateway.dll"), "run", "--config", file),
        };
        target._process.StartInfo.WorkingDirectory = target._directory.FullName;
        var edge = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var management = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        target._process.OutputDataReceived += (_, line) => ReadPort(line.Data, edge.Task.IsCompleted ? management : edge);
        target._process.Start();
        target._process.BeginOutputReadLine();
        try
        {
            target.Port = await edge.Task.WaitAsync(_startLimit);
            target.ManagementPort = await management.Task.WaitAsync(_startLimit);
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    /// <summary>User and system time of the whole process.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of managed memory that the process has allocated since it began, from its own metrics.</summary>
    public async Task<long> AllocatedBytesAsync()
    {
        const string series = "\ndotnet_gc_heap_total_allocated_bytes_total ";
        using var client = new HttpClient();
        var page = await client.GetStringAsync(new Uri($"http://127.0.0.1:{ManagementPort}/metrics"));
        var value = page.AsSpan(page.IndexOf(series, StringComparison.Ordinal) + series.Length);
        return (long)double.Parse(value[..value.IndexOf('\n')], CultureInfo.InvariantCulture);
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

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    /// <summary>The first endpoint that the program names is where callbacks go, the second where it is managed.</summary>
    private static void ReadPort(string? line, TaskCompletionSource<int> port)
    {
        const string listening = "Now listening on: http://127.0.0.1:";
        var at = line?.IndexOf(listening, StringComparison.Ordinal) ?? -1;
        if (line is null)
        {
            port.TrySetException(new InvalidOperationException("The gateway did not start."));
        }
        else if (at >= 0)
        {
            port.TrySetResult(int.Parse(line[(at + listening.Length)..], CultureInfo.InvariantCulture));
        }
    }

    private JsonObject Settings(Uri merchant, string? store, string? redis)
    {
        var route = new JsonObject
        {
            ["ClusterId"] = "shop",
            ["Match"] = new JsonObject { ["Path"] = SignedCallbacks.Path },
        };
        if (store is not null)
        {
            route["Metadata"] = new JsonObject { ["CallbackProfile"] = "cactus" };
        }

        return new JsonObject
        {
            ["Logging"] = JsonNode.Parse("""{"LogLevel":{"Default":"Error","Microsoft.Hosting.Lifetime":"Information"}}"""),
            ["Kestrel"] = JsonNode.Parse("""{"Endpoints":{"Edge":{"Url":"http://127.0.0.1:0"},"Management":{"Url":"http://127.0.0.1:0"}}}"""),
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = new JsonObject { ["cactus"] = route },
                ["Clusters"] = new JsonObject
                {
                    ["shop"] = new JsonObject
                    {
                        ["Destinations"] = new JsonObject { ["shop-1"] = new JsonObject { ["Address"] = merchant.AbsoluteUri } },
                    },
                },
            },
            ["CallbackProfiles"] = new JsonObject
            {
                ["cactus"] = new JsonObject { ["Scheme"] = "Cactus", ["Secrets"] = new JsonObject { ["k1"] = DemoProvider.Secret } },
            },
            ["Ledger"] = new JsonObject
            {
                ["Store"] = store ?? "Memory",
                ["Sqlite"] = new JsonObject { ["Path"] = Path.Combine(_directory.FullName, "ledger.db") },
                ["Redis"] = new JsonObject { ["Configuration"] = redis ?? "127.0.0.1:6379" },
            },
        };
    }
}
