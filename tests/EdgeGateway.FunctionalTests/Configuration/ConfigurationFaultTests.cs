using EdgeGateway.Testing.Gateways;
using Xunit;

namespace EdgeGateway.FunctionalTests.Configuration;

public sealed class ConfigurationFaultTests : IDisposable
{
    private const string Merchant = "http://127.0.0.1:9/";

    private static readonly Dictionary<string, string> _noEnvironment = [];

    private readonly ConfigurationDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    [InlineData(null)]
    public async Task A_bad_configuration_ends_the_program_with_78_and_every_fault(string? command)
    {
        var file = _directory.Write("gateway.json", """
            {
              "ReverseProxy": {
                "Routes": { "cactus": { "ClusterId": "shop", "Match": { "Path": "/c" }, "Metdata": { "CallbackProfile": "cactus" } } },
                "Clusters": { "shop": { "Destinations": { "shop-1": { "Address": "http://127.0.0.1:9/" } } } }
              },
              "CallbackProfiles": { "cactus": { "Scheme": "Cactuss", "Lease": "00:00:40", "MaxBodyBytes": "many", "Secrets": { "k1": "changeme" } } },
              "Ledger": { "Store": "Redis" },
              "Extra": {}
            }
            """);
        string[] commands = command is null ? [] : [command];
        await using var gateway = await GatewayProcess.RunAsync(_directory.Path, _noEnvironment, [.. commands, "--config", file]);

        Assert.Equal(78, await gateway.WaitForExitAsync());
        Assert.Equal(
            [
                "configuration is not valid: 7 faults",
                $"CallbackProfiles:cactus:Lease: 00:00:40 must be longer than MerchantTimeout 00:00:30 + 00:00:10 [{file}]",
                $"CallbackProfiles:cactus:MaxBodyBytes: 'many' is not a whole number [{file}]",
                $"CallbackProfiles:cactus:Scheme: 'Cactuss' is unknown; did you mean Cactus? [{file}]",
                $"CallbackProfiles:cactus:Secrets:k1: the secret is a stand-in that was never replaced [{file}]",
                $"Extra: unknown section [{file}]",
                "Ledger:Redis:Configuration: needed when Store is Redis, such as 127.0.0.1:6379",
                "ReverseProxy:Routes:cactus:Metdata: unknown setting; did you mean Metadata?",
            ],
            [gateway.Error.First(), .. gateway.Error.Skip(1).Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task A_valid_configuration_is_reported_as_valid()
    {
        var file = _directory.Write("gateway.json", ConfigurationDirectory.Json(Merchant, "00:00:45", "a", "b"));
        await using var gateway = await GatewayProcess.RunAsync(_directory.Path, _noEnvironment, "validate", "--config", file);

        Assert.Equal(0, await gateway.WaitForExitAsync());
        Assert.Equal(["configuration is valid: 1 profiles, 2 routes"], gateway.Output);
    }

    [Fact]
    public async Task The_default_file_is_taken_from_the_working_directory()
    {
        _directory.Write("config/gateway.json", ConfigurationDirectory.Json(Merchant, "00:00:45", "a"));
        await using var gateway = await GatewayProcess.RunAsync(_directory.Path, _noEnvironment, "validate");

        Assert.Equal(0, await gateway.WaitForExitAsync());
    }

    [Theory]
    [InlineData("config/gateway.json: there is no such file at {0}/config/gateway.json; name one with --config FILE")]
    [InlineData("missing.json: there is no such file at {0}/missing.json", "--config", "missing.json")]
    [InlineData("missing: there is no such directory at {0}/missing", "--config", "good.json", "--secrets", "missing")]
    [InlineData("broken.json: not valid JSON at line 2, column 1", "--config", "broken.json")]
    public async Task A_file_that_cannot_be_read_is_a_configuration_fault(string expected, params string[] arguments)
    {
        _directory.Write("good.json", ConfigurationDirectory.Json(Merchant, "00:00:45", "a"));
        _directory.Write("broken.json", "{\n");
        await using var gateway = await GatewayProcess.RunAsync(_directory.Path, _noEnvironment, arguments);

        Assert.Equal(78, await gateway.WaitForExitAsync());
        Assert.Contains(expected.Replace("{0}", _directory.Path, StringComparison.Ordinal), gateway.Error);
    }

    [Fact]
    public async Task The_environment_overrides_secrets_and_secrets_override_files_and_later_files_override_earlier_ones()
    {
        var first = _directory.Write("first.json", ConfigurationDirectory.Json(Merchant, "00:00:01", "a"));
        var second = _directory.Write("second.json", """{ "CallbackProfiles": { "cactus": { "Lease": "00:00:02" } } }""");
        _directory.Write("secrets/CallbackProfiles__cactus__Lease", "00:00:03\n");
        var secrets = Path.Combine(_directory.Path, "secrets");
        var environment = new Dictionary<string, string> { ["CallbackProfiles__cactus__Lease"] = "00:00:04" };

        await AssertLeaseAsync("00:00:01", first, _noEnvironment, "--config", first);
        await AssertLeaseAsync("00:00:02", second, _noEnvironment, "--config", first, "--config", second);
        await AssertLeaseAsync("00:00:03", secrets, _noEnvironment, "--secrets", secrets, "--config", first, "--config", second);
        await AssertLeaseAsync(
            "00:00:04", "environment variable CallbackProfiles__cactus__Lease", environment, "--secrets", secrets, "--config", first, "--config", second);
    }

    private async Task AssertLeaseAsync(string lease, string source, Dictionary<string, string> environment, params string[] arguments)
    {
        await using var gateway = await GatewayProcess.RunAsync(_directory.Path, environment, ["validate", .. arguments]);

        Assert.Equal(78, await gateway.WaitForExitAsync());
        Assert.Equal($"CallbackProfiles:cactus:Lease: {lease} must be longer than MerchantTimeout 00:00:30 + 00:00:10 [{source}]", gateway.Error.Last());
    }
}
