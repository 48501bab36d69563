using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace EdgeGateway.FunctionalTests.Commands;

public sealed class SignCommandTests : IDisposable
{
    private const string Secret = "a-secret-of-tests";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sign");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Sign_BodyOfAFile_IsSignedAsTheProviderDocuments()
    {
        var body = FileWith("body.json", """{"id":"evt_1"}""");

        var run = await CommandRun.InvokeAsync("sign", "--scheme", "stripe", "--secret-file", FileWith("secret", Secret + "\n"), body);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var signature = run.OutputLines.Single(static line => line.StartsWith("Stripe-Signature: t=", StringComparison.Ordinal))["Stripe-Signature: t=".Length..].Split(",v1=");
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(signature[0] + """.{"id":"evt_1"}"""));
        Assert.Equal(Convert.ToHexStringLower(expected), signature[1]);
        Assert.EndsWith("\n\n" + """{"id":"evt_1"}""", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_Curl_PrintsACommandWithoutTheSecret()
    {
        var run = await CommandRun.InvokeAsync(
            "sign", "--scheme", "Cactus", "--secret-file", FileWith("secret", Secret), "--curl", "http://127.0.0.1:8080/x", FileWith("body.json", """{"a":"it's"}"""));

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("curl -i -X POST 'http://127.0.0.1:8080/x' -H 'Content-Type: application/json' --data-raw '{\"a\":\"it'\\''s\",\"signature\":\"", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xendit", "x-callback-token")]
    [InlineData("payme", "Authorization")]
    public async Task Sign_SchemeThatSendsItsSecret_IsMasked(string scheme, string header)
    {
        var run = await CommandRun.InvokeAsync("sign", "--scheme", scheme, "--secret-file", FileWith("secret", Secret), "--output", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("***", JsonNode.Parse(run.Output)!["headers"]![header]!.GetValue<string>());
        Assert.DoesNotContain(Secret, run.Output + run.Error, StringComparison.Ordinal);
        Assert.Contains("secret itself", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_Part_IsPrintedAlone()
    {
        var secret = FileWith("secret", Secret);
        var body = FileWith("body.json", """{"id":"evt_1"}""");

        Assert.Equal("""{"id":"evt_1"}""", (await CommandRun.InvokeAsync("sign", "--scheme", "stripe", "--secret-file", secret, "--part", "body", body)).Output);
        Assert.All(
            (await CommandRun.InvokeAsync("sign", "--scheme", "stripe", "--secret-file", secret, "--part", "headers", body)).OutputLines,
            static line => Assert.Matches("^[A-Za-z-]+: ", line));
    }

    [Fact]
    public async Task Sign_Profile_UsesItsSecretAndSettings()
    {
        var config = FileWith("gateway.json", $$"""
            {
              "CallbackProfiles": { "shop": { "Scheme": "square", "PublicUrl": "https://shop.example/hook", "Secrets": { "k1": "{{Secret}}" } } },
              "ReverseProxy": {
                "Routes": { "shop": { "ClusterId": "shop", "Match": { "Path": "/hook" }, "Metadata": { "CallbackProfile": "shop" } } },
                "Clusters": { "shop": { "Destinations": { "one": { "Address": "http://127.0.0.1:9/" } } } }
              }
            }
            """);

        var run = await CommandRun.InvokeAsync("sign", "--profile", "shop", "--config", config, "--output", "json", FileWith("body.json", "{}"));

        Assert.Equal(0, run.ExitCode);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), "https://shop.example/hook{}"u8);
        Assert.Equal(Convert.ToBase64String(expected), JsonNode.Parse(run.Output)!["headers"]!["x-square-hmacsha256-signature"]!.GetValue<string>());

        var other = await CommandRun.InvokeAsync("sign", "--profile", "shpo", "--config", config);
        Assert.Equal(78, other.ExitCode);
        Assert.Contains("there is no such profile; did you mean shop?", other.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "one of --profile and --scheme is needed")]
    [InlineData(2, "there is no scheme 'strpe'; did you mean stripe?", "--scheme", "strpe")]
    [InlineData(2, "one of --secret-file, --secret-env and --secret-stdin is needed", "--scheme", "stripe")]
    [InlineData(2, "the environment has no NO_SUCH_VARIABLE", "--scheme", "stripe", "--secret-env", "NO_SUCH_VARIABLE")]
    [InlineData(2, "square needs --public-url URL", "--scheme", "square", "--secret-env", "PATH")]
    [InlineData(2, "braintree needs --parameter public_key=VALUE", "--scheme", "braintree", "--secret-env", "PATH")]
    [InlineData(2, "there is no file nowhere.json", "--scheme", "stripe", "--secret-env", "PATH", "nowhere.json")]
    [InlineData(1, "yookassa does not sign", "--scheme", "yookassa")]
    [InlineData(78, "there is no such file", "--profile", "shop", "--config", "nowhere.json")]
    public async Task Sign_CommandLineThatCannotWork_SaysWhy(int exitCode, string message, params string[] args)
    {
        var run = await CommandRun.InvokeAsync(["sign", .. args]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.GetEnvironmentVariable("PATH")!, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_BodyThatTheGatewayRefuses_IsSaid()
    {
        var run = await CommandRun.InvokeAsync("sign", "--scheme", "Cactus", "--secret-file", FileWith("secret", Secret), FileWith("body.json", """{"a":"1;b:2"}"""));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the gateway would refuse this request: ambiguous_value", run.Error, StringComparison.Ordinal);
    }

    private string FileWith(string name, string content)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
