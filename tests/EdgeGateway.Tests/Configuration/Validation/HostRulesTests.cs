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

    [Fact]
    public void Https_WithoutACertificate_IsReported() => Assert.Equal(
        ["Kestrel:Endpoints:Edge:Certificate: missing; https needs one, such as { \"Path\": \"edge.pem\", \"KeyPath\": \"edge.key\" }, or an address that begins with http://"],
        new TestConfiguration().With("Kestrel:Endpoints:Edge:Url", "https://127.0.0.1:8443").Faults());

    [Theory]
    [InlineData("Kestrel:Endpoints:Edge:Certificate:Path")]
    [InlineData("Kestrel:Endpoints:Edge:Sni:shop.example:Certificate:Path")]
    [InlineData("Kestrel:Certificates:Default:Path")]
    public void Https_WithACertificate_IsValid(string path) =>
        Assert.Empty(new TestConfiguration().With("Kestrel:Endpoints:Edge:Url", "https://127.0.0.1:8443").With(path, "edge.pem").Faults());

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
