using EdgeGateway.Configuration.Sources;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class KnownSectionsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void File_WithUnknownSection_IsReportedWithTheFile()
    {
        var file = _directory.Write("gateway.json", """{ "$schema": "x", "AllowedHosts": "*", "Ledgr": { "Store": "Memory" }, "Extra": 1 }""");
        var faults = Faults(builder => builder.AddGatewayFile(file));

        Assert.Equal([$"Extra: unknown section [{file}]", $"Ledgr: unknown section; did you mean Ledger? [{file}]"], faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void FrameworksOwnFile_WithUnknownSection_IsReported()
    {
        var file = _directory.Write("gateway.json", """{ "CallbackProfile": { } }""");
        var fault = Assert.Single(Faults(builder => builder.AddJsonFile(file)));

        Assert.StartsWith("CallbackProfile: unknown section; did you mean CallbackProfiles?", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void SecretFile_WithUnknownSection_IsReported()
    {
        _directory.Write("CallbackProfile__cactus__Secrets__k1", "x");

        Assert.Equal(
            [$"CallbackProfile: unknown section; did you mean CallbackProfiles? [{_directory.Path}]"],
            Faults(builder => builder.AddSecretsDirectory(_directory.Path)));
    }

    [Fact]
    public void OtherSources_MayHoldAnything()
    {
        Assert.Empty(Faults(builder => builder.AddInMemoryCollection([new("PATH", "/bin"), new("Foo:Bar", "x")])));
    }

    [Fact]
    public void Fault_OfAValue_NamesTheSourceThatSuppliedIt()
    {
        var first = _directory.Write("first.json", """{ "CallbackProfiles": { "cactus": { "Lease": "00:00:01" } } }""");
        var second = _directory.Write("second.json", """{ "CallbackProfiles": { "cactus": { "Lease": "00:00:02" } } }""");
        var fault = Assert.Single(Faults(builder => builder.AddGatewayFile(first).AddGatewayFile(second)));

        Assert.EndsWith($" [{second}]", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenFile_IsTheOnlyFault()
    {
        var file = _directory.Write("gateway.json", "{");

        Assert.StartsWith($"{file}: not valid JSON at line 1", Assert.Single(Faults(builder => builder.AddGatewayFile(file))), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Faults(Action<IConfigurationBuilder> add)
    {
        var builder = new ConfigurationBuilder().AddInMemoryCollection(new TestConfiguration().Build().AsEnumerable());
        add(builder);
        return TestConfiguration.FaultsOf(builder.Build());
    }
}
