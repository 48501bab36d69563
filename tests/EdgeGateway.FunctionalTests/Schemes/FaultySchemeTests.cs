using EdgeGateway.FunctionalTests.Configuration;
using EdgeGateway.Testing.Gateways;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>All faults of schemes are reported together, before the program accepts callbacks.</summary>
public sealed class FaultySchemeTests(FaultySchemeRun run) : IClassFixture<FaultySchemeRun>
{
    private const string Control = "control";

    private static readonly Dictionary<string, string> _noEnvironment = [];

    public static TheoryData<string> Names => [.. FaultySchemes.All.Select(static scheme => scheme.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_fault_is_reported_with_its_path_and_a_correction(string name)
    {
        var scheme = FaultySchemes.All.Single(scheme => scheme.Name == name);

        var lines = run.Lines.Where(line => line.StartsWith(scheme.Path + ":", StringComparison.Ordinal)).ToList();

        Assert.True(
            lines.Any(line => line.Contains(scheme.Part, StringComparison.Ordinal)),
            $"'{scheme.Path}' with '{scheme.Part}' is not among what is said of it:\n{string.Join('\n', run.LinesOf(name))}");
    }

    [Fact]
    public void The_program_ends_with_78_and_counts_the_faults()
    {
        Assert.Equal(78, run.ExitCode);
        Assert.Equal($"configuration is not valid: {run.Lines.Count} faults", run.Head);
    }

    [Fact]
    public void Nothing_else_is_reported()
    {
        var known = FaultySchemes.All.Select(static scheme => scheme.Name).ToList();

        Assert.DoesNotContain(run.Lines, line => !known.Exists(name =>
            line.StartsWith($"CallbackSchemes:{name}:", StringComparison.Ordinal) || line.StartsWith($"CallbackProfiles:{name}:", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fault_is_reported_once()
    {
        Assert.Empty(run.Lines.GroupBy(static line => line).Where(static group => group.Count() > 1).Select(static group => group.Key));
    }

    [Fact]
    public void No_secret_is_printed()
    {
        Assert.DoesNotContain(run.Lines, static line => line.Contains("hidden-value", StringComparison.Ordinal) || line.Contains("aGlkZGVu", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_with_a_faulty_scheme_ends_with_78_whether_a_profile_uses_it_or_not()
    {
        using var directory = new ConfigurationDirectory();
        var file = directory.Write("gateway.json", FaultySchemeRun.Configuration(
            [new FaultyScheme(Control, "", "") { Scheme = """{"Coverage":"Fulll"}""", Profile = null }]));

        await using var gateway = await GatewayProcess.RunAsync(directory.Path, _noEnvironment, "--config", file);

        Assert.Equal(78, await gateway.WaitForExitAsync());
        Assert.Contains(gateway.Error, static line => line.StartsWith("CallbackSchemes:control:Coverage: 'Fulll'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_fault_the_same_configuration_is_valid()
    {
        using var directory = new ConfigurationDirectory();
        var file = directory.Write("gateway.json", FaultySchemeRun.Configuration([new FaultyScheme(Control, "", "")]));

        await using var gateway = await GatewayProcess.RunAsync(directory.Path, _noEnvironment, "validate", "--config", file);

        Assert.Equal(0, await gateway.WaitForExitAsync());
    }
}
