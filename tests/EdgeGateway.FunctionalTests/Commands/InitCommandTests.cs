using System.CommandLine;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Commands;
using EdgeGateway.FunctionalTests.Configuration;
using EdgeGateway.Setup;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.FunctionalTests.Commands;

public sealed class InitCommandTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ConfigurationDirectory _directory = new();

    public static TheoryData<string> Schemes => [.. SignatureSchemes.Names];

    private string Target => Path.Combine(_directory.Path, "gateway");

    private string ConfigFile => Path.Combine(Target, "gateway.json");

    private string Secrets => Path.Combine(Target, "secrets");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Init_EachScheme_IsValidOnceTheSecretIsThere(string name)
    {
        var scheme = SignatureSchemes.Find(name)!;
        var run = await InitAsync(["--scheme", name, "--public-url", "https://shop.example", .. scheme.Parameters.SelectMany(static parameter => new[] { "--parameter", $"{parameter}=value" })]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));

        var secret = ProviderProfile.SecretNameOf(scheme);
        if (secret is not null)
        {
            var file = Path.Combine(Secrets, secret);
            Assert.Contains($"Put the provider's secret into {file}", run.Output, StringComparison.Ordinal);
            Assert.Equal(78, (await CheckAsync()).ExitCode);
            await File.WriteAllTextAsync(file, SecretOf(name), TestContext.Current.CancellationToken);
        }

        var validated = await CommandRun.InvokeAsync("validate", "--config", ConfigFile, "--secrets", Secrets);
        Assert.Equal((0, "configuration is valid: 1 profiles, 1 routes"), (validated.ExitCode, validated.Output.TrimEnd()));
        var checkedOnce = await CheckAsync();
        Assert.DoesNotContain("MerchantTimeout", checkedOnce.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error", checkedOnce.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_SeveralSchemes_SaysTheTwoNextCommandsAndTheyWork()
    {
        var run = await InitAsync("--scheme", "cactus,Stripe,cactus", "--merchant", "http://127.0.0.1:9123/app");
        await File.WriteAllTextAsync(Path.Combine(Secrets, "CallbackProfiles__cactus__Secrets__k1"), "a-secret-of-tests-1\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Secrets, "CallbackProfiles__stripe__Secrets__k1"), "a-secret-of-tests-2\n", TestContext.Current.CancellationToken);

        var next = run.OutputLines.TakeLast(2).Select(static line => line.Split(' ')).ToList();
        Assert.Equal(["check", "run"], next.Select(static words => words[1]));
        Assert.Equal(0, (await CommandRun.InvokeAsync(next[0][1..])).ExitCode);
        var text = await File.ReadAllTextAsync(ConfigFile, TestContext.Current.CancellationToken);
        Assert.Contains("http://127.0.0.1:9123/app", text, StringComparison.Ordinal);
        Assert.Contains("""// , "Require": { "livemode": "true" }""", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_Secrets_AreReadableByTheOwnerOnly()
    {
        await InitAsync("--scheme", "stripe");

        var file = Path.Combine(Secrets, "CallbackProfiles__stripe__Secrets__k1");
        Assert.Equal("", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Secrets));
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Init_FileExists_IsLeftAsItIs()
    {
        _directory.Write("gateway/gateway.json", "{}");

        var run = await InitAsync("--scheme", "stripe");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("exists already", run.Error, StringComparison.Ordinal);
        Assert.Equal("{}", await File.ReadAllTextAsync(ConfigFile, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("name the providers: --scheme stripe,adyen")]
    [InlineData("did you mean stripe?", "--scheme", "strype")]
    [InlineData("is not an address", "--scheme", "stripe", "--merchant", "shop:9000")]
    [InlineData("--public-url https://shop.example", "--scheme", "square")]
    [InlineData("--parameter webhook_id=VALUE", "--scheme", "paypal")]
    public async Task Init_WithoutTerminal_SaysWhatIsMissing(string expected, params string[] args)
    {
        var run = await InitAsync(args);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Init_OnATerminal_AsksForTheRestAndShowsNoSecret()
    {
        await using var output = new StringWriter();
        var terminal = new ScriptedTerminal(output, "strype", "square", "", "https://shop.example", "a-secret-of-tests-1");
        var root = new RootCommand { InitCommand.Create(_ => terminal) };

        var exitCode = await root.Parse(["init", "--directory", Target])
            .InvokeAsync(new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken);

        Assert.Equal(0, exitCode);
        Assert.Contains("did you mean stripe?", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret-of-tests-1", output.ToString(), StringComparison.Ordinal);
        Assert.Equal("a-secret-of-tests-1", await File.ReadAllTextAsync(Path.Combine(Secrets, "CallbackProfiles__square__Secrets__k1"), TestContext.Current.CancellationToken));
        Assert.Equal(0, (await CheckAsync()).ExitCode);
    }

    /// <summary>A secret or a public key of the right kind.</summary>
    private static string SecretOf(string scheme) => PresetVectors.Presets.Contains(scheme)
        ? PresetVectors.Of(scheme).Single(static vector => vector.Name == "genuine").Secret!
        : $"hidden-value-of-{scheme}";

    private Task<CommandRun> InitAsync(params string[] args) => CommandRun.InvokeAsync(["init", .. args, "--directory", Target]);

    private Task<CommandRun> CheckAsync() => CommandRun.InvokeAsync("check", "--config", ConfigFile, "--secrets", Secrets);
}
