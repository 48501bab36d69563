using System.Diagnostics;
using System.Globalization;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.LoadTests.Targets;

/// <summary>The hand-written endpoint in its own process.</summary>
internal sealed class EndpointTarget : IMeasuredTarget
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new();
    private Process _process = null!;

    /// <inheritdoc/>
    public int Port { get; private set; }

    /// <inheritdoc/>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="merchant">The destination.</param>
    /// <param name="redis">The address of Redis.</param>
    public static async Task<EndpointTarget> StartAsync(Uri merchant, string redis)
    {
        var target = new EndpointTarget();
        var program = Path.Combine(AppContext.BaseDirectory, "EdgeGateway.LoadTests.dll");
        target._process = Process.Start(Cores.Pinned("dotnet", "exec", program, "endpoint", merchant.AbsoluteUri, redis, ReferenceProvider.Secret))!;
        try
        {
            var line = await target._process.StandardOutput.ReadLineAsync().WaitAsync(_startLimit);
            target.Port = int.Parse(line ?? throw new InvalidOperationException("The endpoint did not start."), CultureInfo.InvariantCulture);
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<long> AllocatedBytesAsync() =>
        long.Parse(await _client.GetStringAsync(new Uri($"http://127.0.0.1:{Port}{HandWrittenEndpoint.AllocatedPath}")), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
