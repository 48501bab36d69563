using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class SecretRulesTests
{
    [Theory]
    [InlineData("", "the secret is empty")]
    [InlineData("  \t", "the secret is empty")]
    [InlineData("…", "the secret is a stand-in that was never replaced")]
    [InlineData("...", "the secret is a stand-in that was never replaced")]
    [InlineData("********", "the secret is a stand-in that was never replaced")]
    [InlineData("${CACTUS_SECRET}", "the secret is a stand-in that was never replaced")]
    [InlineData("$(CACTUS_SECRET)", "the secret is a stand-in that was never replaced")]
    [InlineData("{{ cactus }}", "the secret is a stand-in that was never replaced")]
    [InlineData("%CACTUS_SECRET%", "the secret is a stand-in that was never replaced")]
    [InlineData("<your secret>", "the secret is a stand-in that was never replaced")]
    [InlineData("changeme", "the secret is a stand-in that was never replaced")]
    [InlineData("CHANGE-ME!", "the secret is a stand-in that was never replaced")]
    [InlineData("your_secret_key", "the secret is a stand-in that was never replaced")]
    [InlineData("TODO", "the secret is a stand-in that was never replaced")]
    [InlineData("abc\n", "the secret has white space at its beginning or end")]
    [InlineData("\"abc\"", "the secret is in quotes, which would be a part of it; remove them")]
    [InlineData("'abc'", "the secret is in quotes, which would be a part of it; remove them")]
    [InlineData(" abc", "the secret has white space at its beginning or end")]
    public void Secret_EmptyOrUnresolved_IsReported(string secret, string expected)
    {
        Assert.Equal([$"CallbackProfiles:cactus:Secrets:k1: {expected}"], new TestConfiguration().Profile("Secrets:k1", secret).Faults());
    }

    [Theory]
    [InlineData("s")]
    [InlineData("12345")]
    [InlineData("\"")]
    [InlineData("'abc\"")]
    [InlineData("It's a Secret to Everybody")]
    [InlineData("$a{b}c")]
    [InlineData("changemenot-5")]
    [InlineData("пароль")]
    public void Secret_Real_IsTaken(string secret)
    {
        Assert.Empty(new TestConfiguration().Profile("Secrets:k1", secret).Faults());
    }

    [Fact]
    public void Secrets_None_SaysWhereToPutOne()
    {
        Assert.Equal(
            ["CallbackProfiles:cactus:Secrets: no secret; give one in the environment variable CallbackProfiles__cactus__Secrets__k1"
                + " or in a file of that name in the --secrets directory"],
            new TestConfiguration().Without("CallbackProfiles:cactus:Secrets").Faults());
    }

    [Fact]
    public void Secrets_IdThatCannotBeAHeader_IsReportedWithoutTheId()
    {
        Assert.Equal(
            ["CallbackProfiles:cactus:Secrets: a key's id must be 1 to 64 letters, digits, '-', '_' or '.'"],
            new TestConfiguration().Profile("Secrets:a b", "value").Faults());
    }

    [Fact]
    public void Secret_OfAMisspeltProfile_IsReportedWithTheNearestProfile() => Assert.Equal(
        ["CallbackProfiles:cactsu:Secrets:k2: there is no profile 'cactsu'; did you mean cactus? Its secrets are in CallbackProfiles__cactus__Secrets__k2"],
        new TestConfiguration().With("CallbackProfiles:cactsu:Secrets:k2", "abc").Faults());

    [Fact]
    public void Secret_OfAProfileThatIsNotThere_IsReported() => Assert.StartsWith(
        "CallbackProfiles:stripe:Scheme: missing; ", Assert.Single(new TestConfiguration().With("CallbackProfiles:stripe:Secrets:k1", "abc").Faults()), StringComparison.Ordinal);
}
