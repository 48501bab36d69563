using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Several signatures in one header, several secrets in one profile.</summary>
public sealed class SignatureElementTests
{
    private const string Body = """{"type":"invoice.paid"}""";
    private const string Key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherKey = "whsec_AAAQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Theory]
    [InlineData("{0}", 200)]
    [InlineData("v1a,bm90IGEgc2lnbmF0dXJlIHRoYXQgd2UgcmVhZA== {0}", 200)]
    [InlineData("{0} v1a,bm90IGEgc2lnbmF0dXJlIHRoYXQgd2UgcmVhZA==", 200)]
    [InlineData("v1,AAAA v1,*** {0}", 200)]
    [InlineData("v1a,bm90IGEgc2lnbmF0dXJlIHRoYXQgd2UgcmVhZA==", 401)]
    [InlineData("v2,bm90IGEgc2lnbmF0dXJlIHRoYXQgd2UgcmVhZA==", 401)]
    [InlineData("v1,", 401)]
    [InlineData("v1", 401)]
    [InlineData("", 401)]
    public async Task One_valid_signature_of_a_known_kind_is_enough_and_others_are_ignored(string header, int expected)
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"standardwebhooks","Secrets":{"k1":"{{Key}}"} }""");
        var callback = Sign(Key);
        var signature = callback.Headers.Single(static one => one.Name == "webhook-signature").Value;

        Assert.Equal(expected, await stage.SendAsync(callback.With("webhook-signature", header.Replace("{0}", signature, StringComparison.Ordinal))));

        Assert.Equal(expected == 200 ? 1 : 0, stage.Deliveries.Count);
    }

    [Fact]
    public async Task Any_of_the_profiles_secrets_may_match_and_the_merchant_learns_which()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"standardwebhooks","Secrets":{"new":"{{Key}}","old":"{{OtherKey}}"} }""");

        Assert.Equal(200, await stage.SendAsync(Sign(OtherKey)));

        Assert.Equal("standardwebhooks;key=old;coverage=full", Assert.Single(stage.Deliveries)["Callback-Verified"]);

        // A message has the same identity, whichever key signed it.
        Assert.Equal(200, await stage.SendAsync(Sign(Key)));
        Assert.Single(stage.Deliveries);
    }

    [Fact]
    public async Task Only_the_key_that_the_callback_names_is_tried()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"worldline","Secrets":{"key-1":"another-secret","key-2":"{{ReferenceSigner.PresetSecret}}"} }""");
        var body = """{"id":"1"}""";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ReferenceSigner.PresetSecret), Encoding.UTF8.GetBytes(body)));
        var callback = new SchemeRequest(body).With("X-GCS-Signature", signature);

        Assert.Equal(401, await stage.SendAsync(callback.With("X-GCS-KeyId", "key-1")));
        Assert.Equal(401, await stage.SendAsync(callback.With("X-GCS-KeyId", "key-3")));
        Assert.Equal(401, await stage.SendAsync(callback));
        Assert.Equal(200, await stage.SendAsync(callback.With("X-GCS-KeyId", "key-2")));

        Assert.Equal("worldline;key=key-2;coverage=full", Assert.Single(stage.Deliveries)["Callback-Verified"]);
    }

    private static SchemeRequest Sign(string key)
    {
        var time = SchemeStage.Start.ToUnixTimeSeconds();
        var octets = Convert.FromBase64String(key["whsec_".Length..]);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(octets, Encoding.UTF8.GetBytes($"msg_1.{time}.{Body}")));
        return new SchemeRequest(Body)
            .With("webhook-id", "msg_1").With("webhook-timestamp", $"{time}").With("webhook-signature", $"v1,{signature}");
    }
}
