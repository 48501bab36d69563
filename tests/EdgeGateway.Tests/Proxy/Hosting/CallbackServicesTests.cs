using EdgeGateway.Proxy.Hosting;
using EdgeGateway.Proxy.Settlement;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Tests.Proxy.Hosting;

public sealed class CallbackServicesTests
{
    [Fact]
    public void AddCallbacks_YarpsOwnFactory_GivesWayToTheOneThatSendsFromTheBuffer()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddReverseProxy().AddCallbacks();
        using var provider = services.BuildServiceProvider();

        Assert.IsType<BufferedForwarderHttpClientFactory>(provider.GetRequiredService<IForwarderHttpClientFactory>());
    }

    [Fact]
    public void AddCallbacks_HostsFactory_Stays()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddReverseProxy().ConfigureHttpClient(static (_, _) => { }).AddCallbacks();
        using var provider = services.BuildServiceProvider();

        Assert.IsNotType<BufferedForwarderHttpClientFactory>(provider.GetRequiredService<IForwarderHttpClientFactory>());
    }
}
