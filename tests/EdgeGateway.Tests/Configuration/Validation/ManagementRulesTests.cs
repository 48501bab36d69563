using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class ManagementRulesTests
{
    private const string Token = "0123456789abcdef01234567";

    [Fact]
    public void Check_TokensWithRoles_AreValid() => Assert.Empty(
        new TestConfiguration().With("Management:Tokens:ops:Value", Token).With("Management:Tokens:admin:Value", Token + "8").With("Management:Tokens:admin:Role", "Change")
            .With("Diagnostics:KeepRefused", "true").Faults());

    [Theory]
    [InlineData("Role", "Read", "ops:Value: no token; give one in the environment variable Management__Tokens__ops__Value or in a file of that name in the --secrets directory")]
    [InlineData("Value", "0123456789", "ops:Value: a token has at least 24 characters, all of them visible ASCII; openssl rand -hex 32 makes one")]
    [InlineData("Value", "0123456789abcdef 1234567", "ops:Value: a token has at least 24 characters, all of them visible ASCII; openssl rand -hex 32 makes one")]
    [InlineData("Value", "${MANAGEMENT_TOKEN_OF_EDGE}", "ops:Value: the secret is a stand-in that was never replaced")]
    public void Check_TokenThatProtectsNothing_IsReported(string setting, string value, string expected) =>
        Assert.Equal([$"Management:Tokens:{expected}"], new TestConfiguration().With($"Management:Tokens:ops:{setting}", value).Faults());

    [Fact]
    public void Check_SameTokenTwice_IsReported() => Assert.Equal(
        ["Management:Tokens:two:Value: another name has the same token"],
        new TestConfiguration().With("Management:Tokens:one:Value", Token).With("Management:Tokens:two:Value", Token).Faults());

    [Fact]
    public void Check_KeepRefusedWithoutToken_IsReported() => Assert.Equal(
        ["Diagnostics:KeepRefused: needs a token in Management:Tokens: without one, nobody could read what is kept"],
        new TestConfiguration().With("Diagnostics:KeepRefused", "true").Faults());
}
