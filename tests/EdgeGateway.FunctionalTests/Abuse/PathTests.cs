using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Abuse;

/// <summary>Spellings of a callback's path that could bypass verification.</summary>
public sealed class PathTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/callbacks/cactus")]
    [InlineData("/CALLBACKS/Cactus")]
    [InlineData("/callbacks/cactus/")]
    [InlineData("/callbacks/%63actus")]
    [InlineData("/callbacks/./cactus")]
    [InlineData("/callbacks/x/../cactus")]
    [InlineData("/plain/../callbacks/cactus")]
    [InlineData("/plain/%2e%2e/callbacks/cactus")]
    [InlineData("/plain/%2E./callbacks/cactus")]
    [InlineData("/../../callbacks/cactus")]
    [InlineData("/callbacks/cactus?x=/plain/")]
    [InlineData("/callbacks/cactus#/plain/")]
    [InlineData("http://edge/callbacks/cactus")]
    [InlineData("http://edge/plain/../callbacks/cactus")]
    public async Task A_callback_is_verified_in_every_spelling_of_its_path(string path)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        var forged = _cactus.Forged(_cactus.Callback()).Body;

        await connection.SendAsync(RawConnection.Head(path, "Content-Type: application/json", $"Content-Length: {forged.Length}") + forged, Token);
        var answer = await connection.ReadAsync(Token);

        Assert.True(answer!.Status is 400 or 401 or 404, answer.Head);
        Assert.Empty(merchant.Deliveries);
    }

    /// <summary>A request for another path is forwarded unchanged, without headers that say it was verified.</summary>
    [Theory]
    [InlineData("/plain/..%2fcallbacks/cactus")]
    [InlineData("/plain/%2e%2e%2fcallbacks%2fcactus")]
    [InlineData("/plain/..%5ccallbacks%5ccactus")]
    [InlineData("/plain/..;/callbacks/cactus")]
    [InlineData("/plain//callbacks/cactus")]
    [InlineData("/plain/%252e%252e/callbacks/cactus")]
    [InlineData("/plain/%00/callbacks/cactus")]
    public async Task Another_path_is_forwarded_without_verification_headers_or_refused(string path)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

        await connection.SendAsync(RawConnection.Head(path, "Content-Type: application/json", "Content-Length: 2") + "{}", Token);
        await connection.ReadAsync(Token);

        Assert.All(merchant.Deliveries, static delivery =>
        {
            Assert.StartsWith("/plain/", delivery.Path, StringComparison.Ordinal);
            Assert.DoesNotContain(delivery.Headers.Keys, static name => name.StartsWith("Callback", StringComparison.OrdinalIgnoreCase));
        });
    }
}
