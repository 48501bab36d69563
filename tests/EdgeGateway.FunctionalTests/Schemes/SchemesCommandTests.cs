using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Gateways;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>The command <c>schemes</c>.</summary>
public sealed class SchemesCommandTests
{
    private static readonly Dictionary<string, string> _noEnvironment = [];

    [Fact]
    public async Task The_list_has_every_scheme()
    {
        await using var gateway = await GatewayProcess.RunAsync(AppContext.BaseDirectory, _noEnvironment, "schemes");

        Assert.Equal(0, await gateway.WaitForExitAsync());
        var names = gateway.Output.Skip(1).Select(static line => line.Split(' ')[0]);
        Assert.Equal(SignatureSchemes.Names, names);
        var page = gateway.Output.First().IndexOf("page", StringComparison.Ordinal);
        Assert.All(gateway.Output.Skip(1), line => Assert.StartsWith("https://", line[page..], StringComparison.Ordinal));
        Assert.Contains(gateway.Output, static line => line.StartsWith("gitlab ", StringComparison.Ordinal) && line.Contains(" none ", StringComparison.Ordinal) && line.Contains("L (third-party only)", StringComparison.Ordinal));
        Assert.Contains(gateway.Output, static line => line.StartsWith("stripe ", StringComparison.Ordinal) && line.Contains("HMAC-SHA256 in header:Stripe-Signature", StringComparison.Ordinal) && line.Contains("3.00:00:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_shown_can_be_copied_into_the_configuration()
    {
        await using var gateway = await GatewayProcess.RunAsync(AppContext.BaseDirectory, _noEnvironment, "schemes", "show", "Svix");

        Assert.Equal(0, await gateway.WaitForExitAsync());
        var json = JsonNode.Parse(string.Join('\n', gateway.Output))!;
        var copied = SignatureScheme.Parse(json.ToJsonString(), "copied");
        Assert.Equal(SignatureSchemes.Find("svix")!.SignatureHeader, copied.SignatureHeader);
        Assert.Null(json["Extends"]);
    }

    [Theory]
    [InlineData("strype", "there is no scheme 'strype'; did you mean stripe?")]
    [InlineData("cryptocloud", "CryptoCloud is written in code: there is no object to copy. https://docs.cryptocloud.plus/en/api-reference-v2/postback")]
    public async Task An_unknown_scheme_is_reported(string name, string expected)
    {
        await using var gateway = await GatewayProcess.RunAsync(AppContext.BaseDirectory, _noEnvironment, "schemes", "show", name);

        Assert.Equal(1, await gateway.WaitForExitAsync());
        Assert.Equal([expected], gateway.Error);
    }
}
