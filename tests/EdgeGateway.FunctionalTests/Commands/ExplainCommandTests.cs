using System.Text.Json.Nodes;
using Xunit;

namespace EdgeGateway.FunctionalTests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Secret = "a-secret-of-tests";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("explain");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Explain_WhatSignPrints_Verifies()
    {
        var capture = await SignedAsync("stripe");

        var run = await CommandRun.InvokeAsync("explain", "--scheme", "stripe", "--secret-file", FileWith("secret", Secret), capture);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"{capture}: verifies", run.OutputLines.First());
        Assert.Contains("  key       k1", run.OutputLines);
        Assert.Contains("  coverage  full", run.OutputLines);
        Assert.Contains(run.OutputLines, static line => line.StartsWith("  callback  stripe/evt_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Explain_BodyAndHeadersInTwoFiles_AreReadTogether()
    {
        var request = await File.ReadAllTextAsync(await SignedAsync("stripe"), TestContext.Current.CancellationToken);
        var end = request.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = FileWith("headers.txt", request[..end]);
        var body = FileWith("body.json", request[(end + 2)..] + "\n");

        var run = await CommandRun.InvokeAsync("explain", "--scheme", "stripe", "--secret-file", FileWith("secret", Secret), "--headers", headers, body);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"{body}: does not verify: signature_mismatch", run.OutputLines.First());
        Assert.Contains("  cause     a line break was added behind the body", run.OutputLines);
        Assert.Contains("            without this the signature matches, with the key k1", run.OutputLines);
        Assert.Contains(run.OutputLines, static line => line.StartsWith("  received  …", StringComparison.Ordinal) && line.Contains("\\n  (from octet ", StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_Directory_ExplainsEachFileAtItsTime()
    {
        var captures = _directory.CreateSubdirectory("captures");
        File.Move(await SignedAsync("stripe"), Path.Combine(captures.FullName, "a.http"));
        var body = Path.Combine(captures.FullName, "b.json");
        await File.WriteAllTextAsync(body, """{"id":"evt_1"}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(body + ".headers", "Content-Type: application/json\nStripe-Signature: t=1790000000,v1=00", TestContext.Current.CancellationToken);

        var run = await CommandRun.InvokeAsync("explain", "--scheme", "stripe", "--secret-file", FileWith("secret", Secret), "--at", "2020-01-01T00:00:00Z", "--output", "json", captures.FullName);

        Assert.Equal(1, run.ExitCode);
        var explanations = JsonNode.Parse(run.Output)!.AsArray();
        Assert.Equal(["timestamp_outside_tolerance", "signature_mismatch"], explanations.Select(static explanation => explanation!["reason"]!.GetValue<string>()));
        Assert.True(explanations[0]!["isProven"]!.GetValue<bool>());
        Assert.Equal("""1790000000.{"id":"evt_1"}""", explanations[1]!["signedOctets"]!.GetValue<string>());
    }

    [Fact]
    public async Task Explain_Profile_NamesTheProfileThatTheRequestIsFor()
    {
        var config = FileWith("gateway.json", $$"""
            {
              "CallbackProfiles": {
                "shop": { "Scheme": "stripe", "Secrets": { "k1": "another-secret" } },
                "donations": { "Scheme": "stripe", "Secrets": { "old": "an-old-secret", "new": "{{Secret}}" } }
              },
              "ReverseProxy": {
                "Routes": { "shop": { "ClusterId": "shop", "Match": { "Path": "/hook" }, "Metadata": { "CallbackProfile": "shop" } } },
                "Clusters": { "shop": { "Destinations": { "one": { "Address": "http://127.0.0.1:9/" } } } }
              }
            }
            """);

        var run = await CommandRun.InvokeAsync("explain", "--profile", "shop", "--config", config, await SignedAsync("stripe"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("  cause     the provider signed with the secret new of the profile donations", run.OutputLines);
    }

    [Theory]
    [InlineData(2, "there is no file nowhere", "--scheme", "stripe", "--secret-env", "PATH", "nowhere")]
    [InlineData(2, "neither a time", "--scheme", "stripe", "--secret-env", "PATH", "--at", "yesterday", "nowhere")]
    [InlineData(2, "one of BODY and --last is needed", "--scheme", "stripe", "--secret-env", "PATH")]
    [InlineData(1, "yookassa does not sign", "--scheme", "yookassa", "{body}")]
    public async Task Explain_CommandLineThatCannotWork_SaysWhy(int exitCode, string message, params string[] args)
    {
        var run = await CommandRun.InvokeAsync(["explain", .. args.Select(arg => arg == "{body}" ? FileWith("body.json", "{}") : arg)]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private async Task<string> SignedAsync(string scheme)
    {
        var run = await CommandRun.InvokeAsync("sign", "--scheme", scheme, "--secret-file", FileWith("secret", Secret));
        Assert.Equal(0, run.ExitCode);
        return FileWith("callback.http", run.Output);
    }

    private string FileWith(string name, string content)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
