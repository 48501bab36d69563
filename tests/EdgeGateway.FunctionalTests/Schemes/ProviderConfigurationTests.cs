using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.FunctionalTests.Commands;
using EdgeGateway.FunctionalTests.Configuration;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Providers;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Starts gateways with the configurations of <c>docs/providers.md</c>, copied unchanged.</summary>
public sealed partial class ProviderConfigurationTests : IDisposable
{
    private static readonly string _page = RepositoryFiles.Read(ProvidersDocument.FileName);

    private readonly ConfigurationDirectory _directory = new();

    public static TheoryData<string> Schemes => [.. SignatureSchemes.Names];

    private string Merchant => _directory.Write("merchant.json", Block().Match(_page).Groups["json"].Value);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task A_pasted_configuration_with_its_secret_is_valid(string scheme)
    {
        var (secret, value) = SecretOf(scheme);
        string[] secrets = secret is null ? [] : ["--secrets", Path.GetDirectoryName(_directory.Write($"secrets/{secret}", value))!];

        var run = await CommandRun.InvokeAsync(["validate", "--config", Merchant, "--config", Paste(scheme), .. secrets]);

        Assert.Equal("", string.Concat(run.ErrorLines.Where(static line => !line.StartsWith("warning: ", StringComparison.Ordinal) && !line.StartsWith("note: ", StringComparison.Ordinal))));
        Assert.Equal("configuration is valid: 1 profiles, 1 routes", run.Output.TrimEnd());
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task All_of_them_are_valid_together_with_their_secrets_in_the_environment()
    {
        var secrets = SignatureSchemes.Names.Select(SecretOf).Where(static secret => secret.Name is not null)
            .ToDictionary(static secret => secret.Name!, static secret => secret.Value);
        var files = SignatureSchemes.Names.Select(Paste).Prepend(Merchant).SelectMany(static file => new[] { "--config", file });

        await using var gateway = await GatewayProcess.RunAsync(_directory.Path, secrets, ["validate", .. files]);

        Assert.Equal([$"configuration is valid: {SignatureSchemes.Names.Length} profiles, {SignatureSchemes.Names.Length} routes"], gateway.Output);
        Assert.Equal(0, await gateway.WaitForExitAsync());
    }

    [Theory]
    [InlineData("bepaid", """{"transaction":{"test":false}}""", """{"transaction":{"test":true}}""")]
    [InlineData("ecpay", """{"SimulatePaid":"0"}""", """{"SimulatePaid":"1"}""")]
    [InlineData("stripe", """{"livemode":true}""", """{"livemode":false}""")]
    [InlineData("unitpay", """{"method":"pay","params[test]":"0"}""", """{"method":"pay","params[test]":"1"}""")]
    public async Task The_required_fields_refuse_test_events(string scheme, string live, string test)
    {
        var genuine = GenuineVector.With(scheme, live);
        var profile = JsonNode.Parse(File.ReadAllText(Paste(scheme)))!["CallbackProfiles"]![scheme]!.AsObject();
        profile["Secrets"] = new JsonObject { ["k1"] = genuine.Secret };
        profile["Parameters"] = new JsonObject(genuine.Parameters.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        await using var stage = await SchemeStage.StartAsync(new JsonObject { [scheme] = profile.DeepClone() }, now: genuine.Now);

        Assert.Equal(200, await stage.SendAsync(SchemeRequest.Of(genuine), scheme));

        // The signer creates a key pair for each request, so this one needs its own gateway.
        var refused = GenuineVector.With(scheme, test);
        profile["Secrets"]!["k1"] = refused.Secret;
        await using var other = await SchemeStage.StartAsync(new JsonObject { [scheme] = profile.DeepClone() }, now: genuine.Now);

        Assert.Equal(422, await other.SendAsync(SchemeRequest.Of(refused), scheme));
        Assert.Empty(other.Deliveries);
    }

    /// <summary>Writes a file with the configuration of the scheme's section.</summary>
    private string Paste(string scheme)
    {
        var section = _page[_page.IndexOf($"\n## {scheme}\n", StringComparison.Ordinal)..];
        return _directory.Write($"{scheme}.json", Block().Match(section).Groups["json"].Value);
    }

    /// <summary>A secret of the right kind, with the name that the section uses.</summary>
    private static (string? Name, string Value) SecretOf(string scheme)
    {
        var section = _page[_page.IndexOf($"\n## {scheme}\n", StringComparison.Ordinal)..];
        section = section[..(section.IndexOf("\n## ", 1, StringComparison.Ordinal) is var end and > 0 ? end : section.Length)];
        var name = SecretName().Match(section) is { Success: true } match ? match.Groups["name"].Value : null;
        return (name, PresetVectors.Presets.Contains(scheme)
            ? PresetVectors.Of(scheme).Single(static vector => vector.Name == "genuine").Secret ?? ""
            : $"hidden-value-of-{scheme}");
    }

    [GeneratedRegex("```json\n(?<json>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("The secret is `(?<name>[^`]+)`")]
    private static partial Regex SecretName();
}
