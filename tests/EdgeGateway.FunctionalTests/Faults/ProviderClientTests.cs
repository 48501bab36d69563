using EdgeGateway.Testing;
using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Faults.Providers;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults;

public sealed class ProviderClientTests
{
    [Fact]
    public async Task A_connection_that_is_reset_while_it_is_opened_is_unanswered()
    {
        var history = new History();
        using var client = new ProviderClient(history, new SocketsHttpHandler { UseProxy = false, ConnectCallback = DyingConnection.ConnectAsync });
        var provider = FaultProviders.All[0];
        var request = provider.Sign(provider.Body(1, 8000), "secret");

        var isAcknowledged = await client.SendAsync(
            provider, request, "content", isGenuine: true, new GatewayAddress("gateway", new Uri("http://127.0.0.1:1")), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.False(isAcknowledged);
        Assert.False(Assert.Single(history.Events.OfType<HistoryEvent.Unanswered>()).HungUp);
    }
}
