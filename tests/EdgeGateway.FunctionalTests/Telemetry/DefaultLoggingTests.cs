using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

/// <summary>Tests of what a gateway without a section <c>Logging</c> writes.</summary>
public sealed partial class DefaultLoggingTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_callback_is_one_line_with_a_time()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);

        var lines = await SendAsync(gateway);

        Assert.Equal(3, lines.Length);
        Assert.All(lines, static line => Assert.Matches(Line(), line));
        Assert.All(lines, static line => Assert.InRange(line.Length, 1, 600));
        Assert.Contains("SignatureRejected", lines[0], StringComparison.Ordinal);
        Assert.Contains("Delivered", lines[1], StringComparison.Ordinal);
        Assert.Contains("AlreadySettled", lines[2], StringComparison.Ordinal);
        Assert.Empty(gateway.Process.Error);
    }

    [Fact]
    public async Task A_callback_is_one_JSON_object_with_a_time()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, ("Logging__Console__FormatterName", "json"));

        var lines = await SendAsync(gateway);

        Assert.Equal(["SignatureRejected", "Delivered", "AlreadySettled"], lines.Select(static line => JsonElement.Parse(line).GetProperty("State").GetProperty("Outcome").GetString()));
        Assert.All(lines, static line => Assert.True(DateTimeOffset.TryParseExact(
            JsonElement.Parse(line).GetProperty("Timestamp").GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)));
    }

    [Fact]
    public async Task The_start_has_no_warning()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);

        await gateway.Process.WaitForLineAsync("Application started.");

        Assert.DoesNotContain(gateway.Process.Output, static line => line.Contains("DataProtection", StringComparison.Ordinal));
        Assert.All(gateway.Process.Output, static line => Assert.Matches(Line(), line));
    }

    private static Task<ProcessGateway> StartAsync(TestMerchant merchant, params (string Name, string Value)[] environment) => new GatewayBuilder()
        .ForwardTo(merchant.Address)
        .WithFirstProviders()
        .Configure(static settings => settings.Remove("Logging"))
        .WithEnvironment(environment)
        .StartProcessAsync();

    /// <summary>The lines that three callbacks cause: a forged one with a long query, a genuine one, and the same again.</summary>
    private static async Task<string[]> SendAsync(ProcessGateway gateway)
    {
        // The last line of the start.
        await gateway.Process.WaitForLineAsync("Content root path");
        var before = gateway.Process.Output.Count;
        var callback = _cactus.Callback();
        var forged = _cactus.Forged(callback);
        using var refused = await gateway.Client.SendAsync(
            TestGateway.Message(new Uri(gateway.Edge, $"{_cactus.Path}?note={new string('q', 7000)}").AbsoluteUri, forged.Body, forged), Token);
        using var delivered = await gateway.SendAsync(_cactus, callback, Token);
        using var duplicate = await gateway.SendAsync(_cactus, callback, Token);
        await gateway.Process.WaitForLineAsync("AlreadySettled");
        return [.. gateway.Process.Output.Skip(before)];
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trce|dbug|info|warn): ")]
    private static partial Regex Line();
}
