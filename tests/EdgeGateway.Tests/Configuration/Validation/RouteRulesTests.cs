using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class RouteRulesTests
{
    private const string Route = "ReverseProxy:Routes:cactus";
    private const string Cluster = "ReverseProxy:Clusters:shop";

    [Theory]
    [InlineData("Metadata:CallbackProfile", "catcus", "Metadata:CallbackProfile: 'catcus' names no profile; known: cactus")]
    [InlineData("Metadata:CallbackProfile", "", "Metadata:CallbackProfile: '' names no profile; known: cactus")]
    [InlineData("Metadata:CalbackProfile", "cactus", "Metadata:CalbackProfile: did you mean CallbackProfile? Without it the route is not verified")]
    [InlineData("Metadata:callback-profile", "cactus", "Metadata:callback-profile: did you mean CallbackProfile? Without it the route is not verified")]
    [InlineData("Metadata:Callback_Profiles", "cactus", "Metadata:Callback_Profiles: did you mean CallbackProfile? Without it the route is not verified")]
    [InlineData("Metadata:ShadowedPath", "Pass", "Metadata:ShadowedPath: did you mean ShadowedPaths?")]
    [InlineData("Metadata:ShadowedPaths", "Pass", "Metadata:ShadowedPaths: means nothing on a route with a profile: what comes there is verified")]
    [InlineData("Metdata:CallbackProfile", "cactus", "Metdata: unknown setting; did you mean Metadata?")]
    [InlineData("ClusterId", "shpo", "ClusterId: 'shpo' names no cluster; known: shop")]
    [InlineData("RouteId", "x", "RouteId: unknown setting; known here: AuthorizationPolicy, ClusterId, CorsPolicy, Match, MaxRequestBodySize, Metadata, Order, RateLimiterPolicy, Timeout, TimeoutPolicy, Transforms")]
    [InlineData("Match:Pth", "/", "Match:Pth: unknown setting; did you mean Path?")]
    [InlineData("Match:Headers:0:Mode", "Exactly", "Match:Headers:0:Mode: 'Exactly' is not one of ExactHeader, HeaderPrefix, Contains, NotContains, Exists, NotExists")]
    [InlineData("Order", "first", "Order: 'first' is not a whole number")]
    public void Route_OneFault_IsReportedWithItsPath(string key, string value, string expected)
    {
        Assert.Equal([$"{Route}:{expected}"], new TestConfiguration().With($"{Route}:{key}", value).Faults());
    }

    [Theory]
    [InlineData("Destinations:shop-1:Addres", "http://x/", "Destinations:shop-1:Addres: unknown setting; did you mean Address?")]
    [InlineData("HttpRequest:ActivityTimeout", "100", "HttpRequest:ActivityTimeout: '100' is not a time such as 00:00:30 or 7.00:00:00")]
    [InlineData("HttpClient:SslProtocols:0", "Tls14", "HttpClient:SslProtocols:0: 'Tls14' is not one of None, Ssl2, Ssl3, Tls, Default, Tls11, Tls12, Tls13")]
    [InlineData("HealthCheck:Active:Enabled", "yes", "HealthCheck:Active:Enabled: 'yes' is not true or false")]
    public void Cluster_OneFault_IsReportedWithItsPath(string key, string value, string expected)
    {
        var faults = new TestConfiguration().With($"{Cluster}:{key}", value).Faults();

        Assert.Contains($"{Cluster}:{expected}", faults);
    }

    [Fact]
    public void Route_FreeFormParts_MayHoldAnything()
    {
        Assert.Empty(new TestConfiguration()
            .With($"{Route}:Metadata:Team", "payments").With($"{Route}:Transforms:0:PathRemovePrefix", "/callbacks")
            .With($"{Route}:Transforms:1:RequestHeader", "X-A").With($"{Route}:Transforms:1:Set", "b")
            .With($"{Cluster}:Metadata:Owner", "x").With($"{Cluster}:Destinations:shop-1:Metadata:Zone", "a").Faults());
    }

    [Fact]
    public void Route_WithoutProfile_NeedsNeitherProfileNorCluster()
    {
        Assert.Empty(new TestConfiguration().With("ReverseProxy:Routes:plain:Match:Path", "/plain").Faults());
    }

    [Theory]
    [InlineData("Pass", 0)]
    [InlineData("pass", 0)]
    [InlineData("Refuse", 1)]
    [InlineData("", 1)]
    public void Route_ShadowedPaths_IsPassOrLeftOut(string value, int faults) => Assert.Equal(
        faults,
        new TestConfiguration().With("ReverseProxy:Routes:plain:Match:Path", "/plain").With("ReverseProxy:Routes:plain:Metadata:ShadowedPaths", value).Faults().Count);

    [Fact]
    public void Profile_ThatNoRouteNames_IsAWarning() => Assert.Equal(
        ["CallbackProfiles:cactus: no route's metadata names this profile, so it verifies nothing"],
        new TestConfiguration().Without("ReverseProxy:Routes:cactus:Metadata").Read().Warnings);

    [Theory]
    [InlineData(null, "shop", null, 1)]
    [InlineData("{**rest}", "shop", null, 1)]
    [InlineData("/{*rest}", "shop", null, 1)]
    [InlineData("/callbacks/cactus", "shop", null, 0)]
    [InlineData(null, "other", null, 0)]
    [InlineData(null, "shop", "Pass", 0)]
    public void Route_ThatAProfileForEveryPathHides_IsAWarning(string? path, string cluster, string? shadowed, int warnings)
    {
        var configuration = new TestConfiguration().With("ReverseProxy:Routes:cactus:Match:Path", path).With("ReverseProxy:Routes:cactus:Match:Hosts:0", "callbacks.shop")
            .With("ReverseProxy:Routes:site:Match:Path", "{**site}").With("ReverseProxy:Routes:site:ClusterId", cluster).With("ReverseProxy:Clusters:other:LoadBalancingPolicy", "Random");
        if (shadowed is not null)
        {
            configuration.With("ReverseProxy:Routes:site:Metadata:ShadowedPaths", shadowed);
        }

        Assert.Equal(warnings, configuration.Read().Warnings.Count(static warning => warning.StartsWith("ReverseProxy:Routes:site: proxies nothing", StringComparison.Ordinal)));
    }

    [Fact]
    public void Route_WithProfileWithoutCluster_IsReported()
    {
        Assert.Equal([$"{Route}:ClusterId: needed on a route with a profile"], new TestConfiguration().Without($"{Route}:ClusterId").Faults());
    }

    [Fact]
    public void Route_ToClusterWithoutDestinations_IsAccepted()
    {
        Assert.Empty(new TestConfiguration().Without($"{Cluster}:Destinations").With($"{Cluster}:LoadBalancingPolicy", "Random").Faults());
    }

    [Theory]
    [InlineData(null, "00:01:40", "00:01:40")]
    [InlineData("00:00:20", "00:00:30", "00:00:20")]
    public void MerchantTimeout_NotBelowTheClustersActivityTimeout_IsReportedWithBoth(string? activityTimeout, string merchantTimeout, string limit)
    {
        var faults = new TestConfiguration().Profile("MerchantTimeout", merchantTimeout).Profile("Lease", "00:05:00")
            .With($"{Cluster}:HttpRequest:ActivityTimeout", activityTimeout).Faults();

        Assert.Equal(
            [$"CallbackProfiles:cactus:MerchantTimeout: {merchantTimeout} must be shorter than {Cluster}:HttpRequest:ActivityTimeout {limit}"], faults);
    }

    [Fact]
    public void Routes_None_IsReported()
    {
        Assert.Equal(["ReverseProxy:Routes: no route, so nothing would be let through"], new TestConfiguration().Without("ReverseProxy:Routes").Faults());
    }

    [Fact]
    public void ReverseProxy_MisspelledPart_IsReported()
    {
        Assert.Equal(
            ["ReverseProxy:Rotues: unknown setting; did you mean Routes?"],
            new TestConfiguration().With("ReverseProxy:Rotues:a:ClusterId", "shop").Faults());
    }

    [Fact]
    public void Yarp_ItsOwnFaults_ComeWithAllTheOthers()
    {
        var faults = new TestConfiguration().With($"{Route}:Match:Path", "no{slash").With($"{Cluster}:LoadBalancingPolicy", "Fastest")
            .With("ReverseProxy:Routes:b:Transforms:0:Nonsense", "1").With("ReverseProxy:Routes:b:Match:Path", "/b").Profile("Lease", "00:00:01").Faults();

        Assert.Equal(4, faults.Count);
        Assert.Contains(faults, static fault => fault.StartsWith($"{Route}: Invalid path", StringComparison.Ordinal));
        Assert.Contains(faults, static fault => fault.StartsWith($"{Cluster}: No matching ILoadBalancingPolicy found", StringComparison.Ordinal));
        Assert.Contains(faults, static fault => fault.StartsWith("ReverseProxy:Routes:b: Unknown transform", StringComparison.Ordinal));
        Assert.Contains(faults, static fault => fault.StartsWith("CallbackProfiles:cactus:Lease: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1:9000")]
    [InlineData("shop:9000/")]
    [InlineData("//shop/")]
    [InlineData("ftp://shop/")]
    public void Destination_WithoutAScheme_IsReported(string address) => Assert.Equal(
        [$"ReverseProxy:Clusters:shop:Destinations:shop-1:Address: '{address}' is not an address such as http://127.0.0.1:9000/; it must begin with http:// or https://"],
        new TestConfiguration().With("ReverseProxy:Clusters:shop:Destinations:shop-1:Address", address).Faults());
}
