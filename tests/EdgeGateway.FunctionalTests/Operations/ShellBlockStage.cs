using System.Text.RegularExpressions;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Redis;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>
/// The environment for the documents' commands: a gateway with a settled callback and an overdue claim, Redis, and a directory with the files
/// that the documents mention. <c>dotnet run</c> runs the programs that were built for the tests.
/// </summary>
public sealed partial class ShellBlockStage : IAsyncLifetime
{
    /// <summary>Replaces <c>dotnet</c>: it builds nothing, and stops programs that would run until they are stopped.</summary>
    private const string Dotnet = """
        #!/usr/bin/env bash
        PATH=${PATH#*:}
        arguments=(run --no-build -c "$BUILT")
        shift
        while [ $# -gt 0 ] && [ "$1" != -- ]; do
          case $1 in
            -c) shift ;;
            --project) shift; arguments+=(--project "$REPOSITORY/$1") ;;
            *) echo "unexpected: $1" >&2; exit 2 ;;
          esac
          shift
        done
        exec {output}< <(exec dotnet "${arguments[@]}" "$@" 2>&1)
        program=$!
        while IFS= read -r -u "$output" line; do
          echo "$line"
          case $line in *"Application started"*) kill -TERM "$program" ;; esac
        done
        printf %s "$line"   # a last line without its end
        wait "$program"

        """;

    /// <summary>Replaces an installed gateway: the program that was built for the tests, which is stopped once it has started.</summary>
    private const string Program = """
        #!/usr/bin/env bash
        PATH=${PATH#*:}
        [ "${1:-}" = run ] || exec dotnet exec "$BUILT_PROGRAM" "$@"
        exec {output}< <(exec dotnet exec "$BUILT_PROGRAM" "$@" 2>&1)
        program=$!
        while read -r -u "$output" line; do
          echo "$line"
          case $line in *"Application started"*) kill -TERM "$program" ;; esac
        done
        wait "$program"

        """;

    /// <summary>Replaces Docker: what runs in one of compose's containers is run here.</summary>
    private const string Docker = """
        #!/usr/bin/env bash
        case "$*" in
          "exec edgegateway EdgeGateway "*) shift 2; exec "$@" ;;
          "compose -f config/compose.yaml exec gateway EdgeGateway "*|"compose -f config/compose.yaml exec redis sh -c "*) shift 5; exec "$@" ;;
          "compose -f config/compose.yaml run --rm --no-deps gateway "*) shift 7; exec EdgeGateway "$@" ;;
          *) echo "unexpected: $*" >&2; exit 2 ;;
        esac

        """;

    /// <summary>Replaces Kubernetes' tool: what runs in the gateway's pod is run here.</summary>
    private const string Kubectl = """
        #!/usr/bin/env bash
        case "$*" in
          "-n payments exec deploy/edgegateway -- EdgeGateway "*) shift 5; exec "$@" ;;
          *) echo "unexpected: $*" >&2; exit 2 ;;
        esac

        """;

    private const string Delivered = "Cactus/21/905910/3";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(5);
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("documents-");
    private readonly RedisServer _redis = RedisServer.With(RepositoryFiles.PathOf("config/redis.conf"));
    private TestMerchant _merchant = null!;
    private ProcessGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        await _redis.InitializeAsync();
        _merchant = await TestMerchant.StartNewAsync();
        _gateway = await ProcessGateway.StartAsync(_merchant);
        await SendAsync(_cactus.Callback(static body => body["invoice_id"] = 7));
        await Shell.RunAsync($"sqlite3 {_gateway.LedgerPath} 'UPDATE callbacks SET state = 1, lease_end = 1, owner = randomblob(16)'", TestContext.Current.CancellationToken);

        // The README says so above the commands.
        var readme = RepositoryFiles.Read("README.md");
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "gateway.json"), Configuration().Match(readme).Groups[1].Value);
        var tools = _directory.CreateSubdirectory("tools");
        foreach (var (name, text) in new[] { ("dotnet", Dotnet), ("EdgeGateway", Program), ("docker", Docker), ("kubectl", Kubectl) })
        {
            await File.WriteAllTextAsync(Path.Combine(tools.FullName, name), text);
        }

        await Shell.RunAsync($"chmod +x {tools.FullName}/*", TestContext.Current.CancellationToken);
    }

    /// <summary>The commands' output; throws if one fails or all take too long.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="isConfigured">Whether <c>EDGEGATEWAY_CONFIG</c> names the running gateway's file, as <c>docs/operations.md</c> says.</param>
    internal async Task<string> RunAsync(string commands, bool isConfigured)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(_limit);

        // Settled, also if a command before this one made the gateway forget it.
        await SendAsync(_cactus.Callback());
        var script = commands
            .Replace("127.0.0.1:9090", _gateway.Management.Authority, StringComparison.Ordinal)
            .Replace("https://YOUR-EDGE/callbacks/…", new Uri(_gateway.Edge, _cactus.Path).AbsoluteUri, StringComparison.Ordinal)
            .Replace("data/ledger.db", _gateway.LedgerPath, StringComparison.Ordinal)
            .Replace(Delivered.ToLowerInvariant(), Delivered, StringComparison.Ordinal)
            .Replace("redis-cli ", $"redis-cli -p {_redis.Port} ", StringComparison.Ordinal);
        return await Shell.RunAsync(
            $"set -e -o pipefail\n{script}",
            _directory.FullName,
            new Dictionary<string, string>
            {
                ["PATH"] = $"{_directory.FullName}/tools:{Environment.GetEnvironmentVariable("PATH")}",
                ["EDGEGATEWAY_CONFIG"] = isConfigured ? _gateway.ConfigurationPath : "",
                ["BUILT_PROGRAM"] = Path.Combine(AppContext.BaseDirectory, "EdgeGateway.dll"),
                ["REPOSITORY"] = RepositoryFiles.Root,
                ["BUILT"] = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug",
                ["Kestrel__Endpoints__Edge__Url"] = "http://127.0.0.1:0",
                ["Kestrel__Endpoints__Management__Url"] = "http://127.0.0.1:0",
                ["Shutdown__DrainDelay"] = "00:00:00",
            },
            limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _merchant.DisposeAsync();
        await _redis.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private async Task SendAsync(SchemeRequest callback)
    {
        using var settled = await _gateway.SendAsync(_cactus, callback, TestContext.Current.CancellationToken);
        Assert.True(settled.IsSuccessStatusCode);
    }

    /// <summary>The first block of JSON.</summary>
    [GeneratedRegex("```jsonc\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Configuration();
}
