using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Configuration;

public sealed class RedisConfigurationTests : IDisposable
{
    private readonly ConfigurationDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("validate", "127.0.0.1:1,user=shop,password=hidden", "this version of the Redis client does not know user=…; it logs in as the user \"default\", with password=…")]
    [InlineData("run", "127.0.0.1:1,user=shop,password=hidden", "this version of the Redis client does not know user=…; it logs in as the user \"default\", with password=…")]
    [InlineData("validate", "redis://:hidden@127.0.0.1:1", "it is a URL; write host:port, and behind it options such as ,password=… and ,ssl=true")]
    [InlineData("run", "redis://:hidden@127.0.0.1:1", "it is a URL; write host:port, and behind it options such as ,password=… and ,ssl=true")]
    public async Task A_Redis_configuration_that_its_client_cannot_read_is_a_fault(string command, string configuration, string expected)
    {
        await using var gateway = await GatewayProcess.RunAsync(_directory.Path, Redis(configuration), command, "--config", Configuration());

        Assert.Equal(78, await gateway.WaitForExitAsync());
        Assert.Equal(["configuration is not valid: 1 fault", $"Ledger:Redis:Configuration: {expected}"], gateway.Error);
    }

    [Fact]
    public async Task A_wrong_password_of_Redis_is_in_the_log()
    {
        await using var server = new RedisServer();
        await server.StartAsync();
        await server.CommandAsync("CONFIG", "SET", "requirepass", "right");
        await using var gateway = GatewayProcess.Start(_directory.Path, Redis(server.EndPoint + ",password=hidden"), "run", "--config", Configuration());

        await Eventually.TrueAsync(
            () => Task.FromResult(gateway.Output.Any(static line => line.Contains("Redis cannot be reached: it refused the password", StringComparison.Ordinal))),
            TestContext.Current.CancellationToken);

        Assert.DoesNotContain(gateway.Output.Concat(gateway.Error), static line => line.Contains("hidden", StringComparison.Ordinal));
    }

    private string Configuration() => _directory.Write("gateway.json", ConfigurationDirectory.Json("http://127.0.0.1:9/", "00:00:45", "a"));

    private static Dictionary<string, string> Redis(string configuration) =>
        new() { ["Ledger__Store"] = "Redis", ["Ledger__Redis__Configuration"] = configuration };
}
