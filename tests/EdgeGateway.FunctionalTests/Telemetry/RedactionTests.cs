using System.Text.Json.Nodes;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

public sealed class RedactionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logs_and_metrics_contain_no_secret_no_signature_and_no_content()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        // All logs of the program, except Kestrel's log of the bytes of each connection.
        await using var gateway = await ProcessGateway.StartAsync(
            merchant,
            ("Logging__LogLevel__Default", "Trace"),
            ("Logging__LogLevel__EdgeGateway", "Trace"),
            ("Logging__LogLevel__Microsoft.AspNetCore", "Debug"),
            ("Logging__Console__FormatterName", "json"),
            ("Logging__Console__FormatterOptions__IncludeScopes", "true"));
        var hidden = new HashSet<string> { ReferenceProvider.Secret, "another-one" };
        string? last = null;

        foreach (var provider in ReferenceProviders.All)
        {
            foreach (var request in (SchemeRequest[])[provider.Callback(), provider.Callback(), provider.Forged(provider.Callback()), provider.Callback() with { Body = "{\"card\":\"4111111111111111\"" }])
            {
                hidden.UnionWith(SensitiveIn(request));
                using var response = await gateway.SendAsync(provider, request, Token);
                last = response.Headers.GetValues("X-Request-Id").Single();
            }
        }

        await gateway.Process.WaitForLineAsync(last!);
        var said = string.Join('\n', gateway.Process.Output.Concat(gateway.Process.Error)) + await gateway.MetricsAsync(Token);
        Assert.Contains("SignatureRejected", said, StringComparison.Ordinal);
        Assert.All(hidden, value => Assert.DoesNotContain(value, said, StringComparison.Ordinal));
    }

    private static IEnumerable<string> SensitiveIn(SchemeRequest request)
    {
        yield return "4111111111111111";
        yield return "555555...4444";
        yield return "428455...9651";
        yield return "qtywugbjhdbjbal123";
        foreach (var (_, value) in request.Headers)
        {
            yield return value;
        }

        if (!request.Body.EndsWith('}'))
        {
            yield break;
        }

        var body = JsonNode.Parse(request.Body)!;
        foreach (var name in (string[])["signature", "token"])
        {
            if (body[name]?.GetValue<string>() is { } signature)
            {
                yield return signature;
            }
        }
    }
}
