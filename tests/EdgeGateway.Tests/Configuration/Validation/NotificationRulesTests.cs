using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class NotificationRulesTests
{
    private const string Secret = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

    [Theory]
    [InlineData("https://alerts.example/hook", Secret, null)]
    [InlineData("https://alerts.example/hook", "whsec_" + Secret, null)]
    [InlineData("alerts.example/hook", Secret, "Url: must be an address such as https://alerts.example/edgegateway")]
    [InlineData("ftp://alerts.example/hook", Secret, "Url: must be an address such as https://alerts.example/edgegateway")]
    [InlineData("https://alerts.example/hook", "", "Secret: no secret; give one in the environment variable Notifications__Webhook__Secret or in a file of that name in the --secrets directory")]
    [InlineData("https://alerts.example/hook", "changeme", "Secret: the secret is a stand-in that was never replaced")]
    [InlineData("https://alerts.example/hook", "MDEyMw==", "Secret: must be base64 of 24 to 64 random bytes; openssl rand -base64 32 makes one")]
    public void Webhook_OneFault_IsReportedWithoutItsValue(string url, string secret, string? expected) => Assert.Equal(
        expected is null ? [] : [$"Notifications:Webhook:{expected}"],
        new TestConfiguration().With("Notifications:Webhook:Url", url).With("Notifications:Webhook:Secret", secret).Faults());

    [Fact]
    public void Webhook_UnknownSetting_IsReported() => Assert.Contains(
        "Notifications:Webhook:Adress: unknown setting; known here: Secret, Url",
        new TestConfiguration().With("Notifications:Webhook:Url", "http://x/").With("Notifications:Webhook:Secret", Secret).With("Notifications:Webhook:Adress", "1").Faults());
}
