using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EdgeGateway.SdkTests.Callbacks;
using EdgeGateway.SdkTests.Oracle;
using EdgeGateway.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SdkOracle))]

namespace EdgeGateway.SdkTests.Oracle;

/// <summary>The process that verifies callbacks with the providers' packages; see <c>tests/sdks/oracle.mjs</c>.</summary>
public sealed class SdkOracle : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentQueue<string> _complaints = new();
    private Process _process = null!;

    /// <inheritdoc/>
    public ValueTask InitializeAsync()
    {
        if (!File.Exists(RepositoryFiles.PathOf("tests/sdks/node_modules/.package-lock.json")))
        {
            throw new InvalidOperationException("The providers' packages are missing. Run 'npm ci' in tests/sdks, or use test.sh.");
        }

        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [RepositoryFiles.PathOf("tests/sdks/oracle.mjs")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = utf8,
                StandardOutputEncoding = utf8,
                StandardErrorEncoding = utf8,
            },
        };
        _process.ErrorDataReceived += (_, line) => _complaints.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginErrorReadLine();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The process exits at the end of its input.
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        _process.Dispose();
        _turn.Dispose();
    }

    /// <summary>Whether the package accepts the callback.</summary>
    internal async Task<SdkVerdict> VerifyAsync(SdkCallback callback)
    {
        var answer = await AskAsync("verify", callback);
        return new SdkVerdict(answer.GetProperty("genuine").GetBoolean(), answer.GetProperty("reason").GetString()!);
    }

    /// <summary>The package's signatures of the callback with its first secret.</summary>
    internal async Task<IReadOnlyList<string>> SignAsync(SdkCallback callback)
    {
        var answer = await AskAsync("sign", callback);
        return [.. answer.GetProperty("signatures").EnumerateArray().Select(static signature => signature.GetString()!)];
    }

    private async Task<JsonElement> AskAsync(string operation, SdkCallback callback)
    {
        var question = callback.ToJson();
        question["op"] = operation;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        await _turn.WaitAsync(limit.Token);
        try
        {
            await _process.StandardInput.WriteLineAsync(question.ToJsonString().AsMemory(), limit.Token);
            await _process.StandardInput.FlushAsync(limit.Token);
            var line = await _process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException($"The process ended: {string.Join('\n', _complaints)}");
            var answer = JsonElement.Parse(line);
            return answer.TryGetProperty("error", out var error) ? throw new InvalidOperationException($"{error.GetString()}\n{question}") : answer;
        }
        finally
        {
            _turn.Release();
        }
    }
}
