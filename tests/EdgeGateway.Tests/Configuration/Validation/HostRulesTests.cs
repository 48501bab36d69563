using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class HostRulesTests
{
    [Theory]
    [InlineData("8080")]
    [InlineData("ftp://127.0.0.1:8080")]
    [InlineData("")]
    public void Endpoint_NotAnAddress_IsReported(string url)
    {
        Assert.Equal(
            [$"Kestrel:Endpoints:Edge:Url: '{url}' is not an address such as http://127.0.0.1:8080"],
            new TestConfiguration().With("Kestrel:Endpoints:Edge:Url", url).Faults());
    }

    [Fact]
    public void Endpoints_OnOneAddress_AreReported()
    {
        var faults = new TestConfiguration().With("Kestrel:Endpoints:Edge:Url", "http://127.0.0.1:8080")
            .With("Kestrel:Endpoints:Management:Url", "http://127.0.0.1:8080").Faults();

        Assert.Equal(["Kestrel:Endpoints:Management:Url: 127.0.0.1:8080 is already endpoint Edge's"], faults);
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:Console:LogLevel:Yarp")]
    public void LogLevel_Unknown_IsReported(string path)
    {
        Assert.Equal(
            [$"{path}: 'Loud' is not one of Trace, Debug, Information, Warning, Error, Critical, None"],
            new TestConfiguration().With(path, "Loud").Faults());
    }
}
