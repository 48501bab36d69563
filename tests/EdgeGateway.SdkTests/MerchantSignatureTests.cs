using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.SdkTests.Callbacks;
using EdgeGateway.SdkTests.Oracle;
using EdgeGateway.Testing.Gateways;
using Xunit;

namespace EdgeGateway.SdkTests;

/// <summary>A merchant that verifies the gateway's signature with the package of Standard Webhooks.</summary>
public sealed class MerchantSignatureTests(SdkOracle oracle)
{
    private const int Rounds = 3;

    [Fact]
    public async Task The_package_takes_what_the_gateway_signed_and_nothing_else()
    {
        var secret = $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";

        // The package decodes the body as UTF-8 and parses it as JSON, and throws if it is not.
        var providers = SdkProvider.All.Where(static provider => SignatureSchemes.Find(provider.Name) is { ReadsQuery: false, BodyFormats: BodyFormats.Json }).ToList();
        Assert.NotEmpty(providers);
        foreach (var provider in providers)
        {
            using var generator = new CallbackGenerator(provider);
            var secrets = generator.CreateSecrets(new Random(1));
            var profile = SdkStage.ProfileOf(generator, secrets);
            profile["MerchantSignature"] = new JsonObject { ["Secrets"] = new JsonObject { ["m1"] = secret } };
            await using var stage = await SchemeStage.StartAsync(new JsonObject { [provider.Name] = profile });
            stage.Merchant.AnswerWith(200, "success");
            for (var seed = 0; seed < Rounds; seed++)
            {
                // The provider also sends the headers of Standard Webhooks. The merchant must not receive these.
                var callback = generator.Create(new Random(seed), secrets, SchemeStage.Start);
                var (status, body) = await SdkStage.SendAsync(stage, callback);

                Assert.True(status == 200 && body is not null, $"{provider} seed {seed}: {status}\n{callback}");
                var received = Received(stage, secret);
                Assert.True((await oracle.VerifyAsync(received)).IsGenuine, $"{provider} seed {seed}\n{received}");
                foreach (var altered in Altered(received))
                {
                    Assert.False((await oracle.VerifyAsync(altered)).IsGenuine, $"{provider} seed {seed}\n{altered}");
                }
            }
        }
    }

    /// <summary>The merchant's last delivery, as input for the package of Standard Webhooks.</summary>
    private static SdkCallback Received(SchemeStage stage, string secret)
    {
        var delivery = stage.Deliveries[^1];
        return new SdkCallback
        {
            Provider = "standardwebhooks",
            Secrets = [("m1", secret)],
            Parameters = ImmutableSortedDictionary<string, string>.Empty,
            PublicUrl = null,
            Now = SchemeStage.Start,
            Query = "",
            Headers = delivery.Headers.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
            Body = delivery.Body,
        };
    }

    private static IEnumerable<SdkCallback> Altered(SdkCallback received) =>
    [
        received with { Body = [.. received.Body, (byte)' '] },
        received.WithHeader("webhook-id", received.Headers["webhook-id"] + "0"),
        received.WithHeader("webhook-timestamp", $"{SchemeStage.Start.ToUnixTimeSeconds() + 1}"),
        received with { Now = SchemeStage.Start.AddMinutes(6) },
        received with { Secrets = [("m1", $"whsec_{Convert.ToBase64String(new byte[32])}")] },
    ];
}
