using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class MerchantSignatureRulesTests
{
    private const string Secret = "MerchantSignature:Secrets:m1";

    /// <summary>24 zero bytes, the minimum.</summary>
    private static readonly string _least = Convert.ToBase64String(new byte[24]);

    [Fact]
    public void NothingSaid_SignsNothing() => Assert.Null(new TestConfiguration().ReadProfile().MerchantSigner);

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    public void Secret_WithOrWithoutItsPrefix_Signs(string prefix)
    {
        var signer = new TestConfiguration().Profile(Secret, prefix + _least).ReadProfile().MerchantSigner!;

        // openssl: printf 'a.1.b' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00 -binary | base64
        Assert.Equal("v1,eonV3LnLQpbtUZPjKrH/pwonVWIcZ7wfXQmX2ZK1i54=", signer.Sign("a", 1, "b"u8));
    }

    [Theory]
    [InlineData("MerchantSignature", "whsec_x", "MerchantSignature: settings expected, not one value")]
    [InlineData("MerchantSignature:Secrets", "", "MerchantSignature:Secrets: no secret; give one in the environment variable CallbackProfiles__cactus__MerchantSignature__Secrets__m1 or in a file of that name in the --secrets directory")]
    [InlineData("MerchantSignature:Secret", "x", "MerchantSignature:Secret: unknown setting; did you mean Secrets?")]
    [InlineData(Secret, "", "MerchantSignature:Secrets:m1: the secret is empty")]
    [InlineData(Secret, "${SECRET}", "MerchantSignature:Secrets:m1: the secret is a stand-in that was never replaced")]
    [InlineData(Secret, "not base64!", "MerchantSignature:Secrets:m1: the secret must be base64 behind whsec_")]
    [InlineData(Secret, "whsec_c2hvcnQ=", "MerchantSignature:Secrets:m1: must be base64 of 24 to 64 random bytes; openssl rand -base64 32 makes one")]
    [InlineData("MerchantSignature:Secrets:m 1", "x", "MerchantSignature:Secrets: a key's id must be 1 to 64 letters, digits, '-', '_' or '.'")]
    public void OneFault_IsReportedWithItsPath(string key, string value, string expected)
    {
        var faults = new TestConfiguration().Profile(key, value).Faults();

        Assert.Contains($"CallbackProfiles:cactus:{expected}", faults);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Secret_OfTheLongestLength_IsAccepted(int length, bool isValid)
    {
        var faults = new TestConfiguration().Profile(Secret, Convert.ToBase64String(new byte[length])).Faults();

        Assert.Equal(isValid, faults.Count == 0);
    }

    [Theory]
    [InlineData("Cactus", "")]
    [InlineData("Cactus", "whsec_")]
    [InlineData("standardwebhooks", "")]
    [InlineData("standardwebhooks", "whsec_")]
    public void Secret_ThatIsAProvidersToo_IsRefused(string scheme, string prefix)
    {
        var secret = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(static number => (byte)number)]);

        var faults = new TestConfiguration()
            .Profile("Scheme", scheme).Profile("Secrets:k1", secret).Profile(Secret, prefix + secret).Faults();

        Assert.Equal(
            ["CallbackProfiles:cactus:MerchantSignature:Secrets:m1: is also the provider's secret of cactus, so that the provider could sign as the gateway; make a new one"],
            faults);
    }

    [Theory]
    [InlineData("paymob")]
    [InlineData("mercadopago")]
    [InlineData("unitpay")]
    public void Scheme_WithValuesInTheQuery_CannotHaveIt(string scheme)
    {
        var faults = new TestConfiguration().Profile("Scheme", scheme).Profile(Secret, _least).Faults();

        Assert.Contains(
            $"CallbackProfiles:cactus:MerchantSignature: must not be set: {scheme} has values in the query, which the merchant's signature does not cover",
            faults);
    }

    [Fact]
    public void Faults_NeverHoldTheSecret()
    {
        const string secret = "hidden-secret-that-is-no-base64";

        Assert.DoesNotContain(new TestConfiguration().Profile(Secret, secret).Faults(), static fault => fault.Contains(secret, StringComparison.Ordinal));
    }
}
