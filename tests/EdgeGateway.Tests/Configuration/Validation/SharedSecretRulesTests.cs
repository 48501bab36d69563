using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class SharedSecretRulesTests
{
    private const string Fault =
        "CallbackProfiles:other:Secrets:old: also a secret of cactus, so that each takes the other's callbacks; if that is meant, both must say SharedSecret: true";

    [Theory]
    [InlineData("Cactus", TestConfiguration.Secret, false, false, Fault)]
    [InlineData("cactus", TestConfiguration.Secret, false, false, Fault)]
    [InlineData("Cactus", TestConfiguration.Secret, true, false, Fault)]
    [InlineData("Cactus", TestConfiguration.Secret, false, true, Fault)]
    [InlineData("Cactus", TestConfiguration.Secret, true, true, null)]
    [InlineData("Cactus", "another", false, false, null)]
    [InlineData("Carouseller", TestConfiguration.Secret, false, false, null)]
    public void Secret_EqualInTwoProfilesOfOneScheme_IsReportedUnlessBothShareIt(
        string scheme, string secret, bool first, bool second, string? expected)
    {
        var faults = new TestConfiguration()
            .Profile("SharedSecret", $"{first}")
            .With("CallbackProfiles:other:Scheme", scheme)
            .With("CallbackProfiles:other:SharedSecret", $"{second}")
            .With("CallbackProfiles:other:Secrets:k1", "own")
            .With("CallbackProfiles:other:Secrets:old", secret)
            .Faults();

        Assert.Equal(expected is null ? [] : [expected], faults);
        Assert.DoesNotContain(faults, static fault => fault.Contains(TestConfiguration.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void Secret_EqualUnderTwoIdsOfOneProfile_IsTaken()
    {
        Assert.Empty(new TestConfiguration().Profile("Secrets:k2", TestConfiguration.Secret).Faults());
    }
}
