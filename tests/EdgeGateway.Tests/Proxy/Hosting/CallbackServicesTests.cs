using EdgeGateway.Proxy.Forwarding;
using EdgeGateway.Proxy.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Tests.Proxy.Hosting;

public sealed class CallbackServicesTests
{
    [Fact]
    public void AddCallbacks_YarpsForwarder_HasTheCallbacksOneInFront()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddReverseProxy().AddCallbacks();
        using var provider = services.BuildServiceProvider();

        Assert.IsType<CallbackForwarder>(provider.GetRequiredService<IHttpForwarder>());
    }

    [Fact]
    public async Task AddCallbacks_HostsForwarder_StillGetsWhatIsNoCallback()
    {
        var host = new HostForwarder();
        var services = new ServiceCollection();
        services.AddSingleton<IHttpForwarder>(host);
        services.AddLogging().AddReverseProxy().AddCallbacks();
        await using var provider = services.BuildServiceProvider();
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());

        var error = await provider.GetRequiredService<IHttpForwarder>().SendAsync(
            new DefaultHttpContext(), "http://merchant/", client, ForwarderRequestConfig.Empty, HttpTransformer.Default, TestContext.Current.CancellationToken);

        Assert.Equal(ForwarderError.NoAvailableDestinations, error);
    }

    [Fact]
    public async Task MapCallbacks_ForwarderRegisteredBehindTheCallbacks_IsRefused()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddReverseProxy().AddCallbacks();
        builder.Services.AddSingleton<IHttpForwarder>(new HostForwarder());
        await using var app = builder.Build();

        var exception = Assert.Throws<InvalidOperationException>(() => app.MapCallbacks());

        Assert.Contains("before AddCallbacks", exception.Message, StringComparison.Ordinal);
    }

    private sealed class HostForwarder : IHttpForwarder
    {
        public ValueTask<ForwarderError> SendAsync(
            HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer) =>
            ValueTask.FromResult(ForwarderError.NoAvailableDestinations);
    }
}
