using EdgeGateway.FunctionalTests.Operations;
using EdgeGateway.FunctionalTests.Tls;
using EdgeGateway.Testing.Gateways;
using Xunit;

namespace EdgeGateway.FunctionalTests.Configuration;

/// <summary>Relative file names in the configuration do not depend on the working directory.</summary>
public sealed class PathTests : IDisposable
{
    private const string SqlitePath = "Ledger__Sqlite__Path";

    private static readonly Dictionary<string, string> _noEnvironment = [];

    private readonly ConfigurationDirectory _directory = new();

    public PathTests()
    {
        foreach (var name in (string[])["first", "second", "elsewhere"])
        {
            Directory.CreateDirectory(In(name));
        }
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_ledgers_path_is_relative_to_the_file_that_names_it_and_the_start_says_where_it_is()
    {
        var first = _directory.Write("first/gateway.json", ConfigurationDirectory.Json("http://127.0.0.1:9/", "00:00:45", "a"));
        var second = _directory.Write("second/more.json", """{ "Ledger": { "Sqlite": { "Path": "own.db" } } }""");
        var environment = new Dictionary<string, string> { [SqlitePath] = "env.db" };

        await AssertOpenedAsync("first/data/ledger.db", _noEnvironment, first);
        await AssertOpenedAsync("second/own.db", _noEnvironment, first, second);
        await AssertOpenedAsync("first/env.db", environment, first, second);
        Assert.Empty(Directory.GetFileSystemEntries(In("elsewhere")));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    public async Task Where_only_the_working_directory_has_a_ledger_the_start_is_refused(string command)
    {
        var file = _directory.Write("first/gateway.json", ConfigurationDirectory.Json("http://127.0.0.1:9/", "00:00:45", "a"));
        _directory.Write("elsewhere/data/ledger.db", "");

        await using var gateway = await GatewayProcess.RunAsync(In("elsewhere"), _noEnvironment, command, "--config", file);

        Assert.Equal(78, await gateway.WaitForExitAsync());
        var fault = Assert.Single(gateway.Error, static line => line.StartsWith("Ledger:Sqlite:Path: ", StringComparison.Ordinal));
        Assert.Contains(In("first/data/ledger.db"), fault, StringComparison.Ordinal);
        Assert.Contains(In("elsewhere/data/ledger.db"), fault, StringComparison.Ordinal);
        Assert.False(Path.Exists(In("first/data")));
    }

    [Fact]
    public async Task Where_both_places_have_a_ledger_the_one_beside_the_file_is_used()
    {
        var file = _directory.Write("first/gateway.json", ConfigurationDirectory.Json("http://127.0.0.1:9/", "00:00:45", "a"));
        _directory.Write("elsewhere/data/ledger.db", "");
        _directory.Write("first/data/ledger.db", "");

        await AssertOpenedAsync("first/data/ledger.db", _noEnvironment, file);
    }

    [Fact]
    public async Task The_permissions_of_a_ledger_that_others_can_read_are_restricted_and_logged()
    {
        var file = _directory.Write("first/gateway.json", ConfigurationDirectory.Json("http://127.0.0.1:9/", "00:00:45", "a"));
        var ledger = _directory.Write("first/data/ledger.db", "");
        await Shell.RunAsync($"chmod 666 {ledger}", TestContext.Current.CancellationToken);
        await using var gateway = GatewayProcess.Start(In("elsewhere"), _noEnvironment, "--config", file);

        await gateway.WaitForLineAsync($"Files of the ledger could be read or written by others than their owner; now they cannot: {ledger}.");
        await gateway.WaitForLineAsync("Ledger: Sqlite at ");
        Assert.Equal("600\n600\n600\n", await Shell.RunAsync($"stat -c %a {ledger} {ledger}-wal {ledger}-shm", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Certificates_are_relative_to_the_file_that_names_them()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("edge");
        authority.Write(certificate);
        foreach (var name in (string[])["edge.pem", "edge.key", "authority.pem"])
        {
            File.Copy(authority.PathOf(name), In($"first/{name}"));
        }

        var first = _directory.Write("first/gateway.json", ConfigurationDirectory.Json("http://127.0.0.1:9/", "00:00:45", "a"));
        var second = _directory.Write("first/tls.json", """
            {
              "Kestrel": { "Endpoints": { "Edge": {
                "Url": "https://127.0.0.1:0", "Certificate": { "Path": "edge.pem", "KeyPath": "edge.key" } } } },
              "CallbackProfiles": { "cactus": { "ClientCertificate": "Require", "ClientCertificateAuthority": "authority.pem" } }
            }
            """);
        await using var gateway = GatewayProcess.Start(In("elsewhere"), _noEnvironment, "--config", first, "--config", second);

        await gateway.WaitForLineAsync("Now listening on: https://");
        await gateway.WaitForLineAsync("Application started");
        Assert.DoesNotContain(gateway.Output, static line => line.Contains("cannot be read", StringComparison.Ordinal));
    }

    private async Task AssertOpenedAsync(string expected, Dictionary<string, string> environment, params string[] files)
    {
        await using var gateway = GatewayProcess.Start(In("elsewhere"), environment, ["run", .. files.SelectMany(static file => (string[])["--config", file])]);

        await gateway.WaitForLineAsync($"Ledger: Sqlite at {In(expected)}, 0 records.");
        Assert.True(File.Exists(In(expected)));
    }

    private string In(string name) => Path.Combine(_directory.Path, name);
}
