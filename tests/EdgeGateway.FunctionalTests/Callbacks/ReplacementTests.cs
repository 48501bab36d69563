using System.Net;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

/// <summary>CryptoCloud creates a new token for each attempt, and other fields may have changed since the last one.</summary>
public sealed class ReplacementTests : IAsyncLifetime
{
    private static readonly ReferenceProvider _cryptoCloud = ReferenceProviders.CryptoCloud;

    private TestMerchant _merchant = null!;
    private TestGateway _gateway = null!;
    private int _tokens;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _merchant = await TestMerchant.StartNewAsync();
        _gateway = await TestGateway.StartAsync(_merchant);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _merchant.DisposeAsync();
    }

    [Fact]
    public async Task A_retry_with_a_new_token_and_a_changed_field_is_delivered_when_nothing_was_acknowledged()
    {
        Refuse();
        Assert.Equal(HttpStatusCode.InternalServerError, await SendAsync(Callback(1)));
        Assert.Equal(HttpStatusCode.InternalServerError, await SendAsync(Callback(2)));
        Accept();

        var third = Callback(3);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(third));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(third));

        Assert.Equal(["1", "2", "3"], _merchant.Deliveries.Select(static delivery => delivery["Callback-Attempt"]));
        Assert.Single(_merchant.Deliveries.Select(static delivery => delivery["Callback-Key"]).Distinct());
    }

    [Fact]
    public async Task A_token_that_was_used_for_one_content_does_not_replace_another()
    {
        Refuse();
        var first = Callback(1);
        await SendAsync(first);
        await SendAsync(Callback(2));
        Accept();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(first));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(WithAmount(first, 3)));
        Assert.Equal(2, _merchant.Deliveries.Count);
    }

    [Fact]
    public async Task A_settled_content_is_not_replaced_with_any_token()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Callback(1)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(Callback(2)));
        Assert.Single(_merchant.Deliveries);
    }

    [Fact]
    public async Task A_claimed_content_is_not_replaced_with_any_token()
    {
        var arrived = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        _merchant.Answer = async context =>
        {
            arrived.SetResult();
            await finish.Task;
            await context.Response.WriteAsync("once");
        };
        var sending = SendAsync(Callback(1));
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(Callback(2)));

        finish.SetResult();
        Assert.Equal(HttpStatusCode.OK, await sending);
        Assert.Single(_merchant.Deliveries);
    }

    private void Accept() => _merchant.Answer = static context => context.Response.WriteAsync("now");

    private void Refuse() => _merchant.Answer = static context =>
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Task.CompletedTask;
    };

    /// <summary>A callback with a new token.</summary>
    private SchemeRequest Callback(int amount)
    {
        var body = JsonNode.Parse(_cryptoCloud.Callback().Body)!.AsObject();
        var now = TimeProvider.System.GetUtcNow().AddSeconds(++_tokens);
        return WithAmount(ReferenceSigner.Token(body, now.AddMinutes(5), ReferenceProvider.Secret), amount);
    }

    private static SchemeRequest WithAmount(SchemeRequest callback, int amount)
    {
        var body = JsonNode.Parse(callback.Body)!.AsObject();
        body["amount_crypto"] = amount;
        return new SchemeRequest(body.ToJsonString());
    }

    private async Task<HttpStatusCode> SendAsync(SchemeRequest callback)
    {
        using var response = await _gateway.SendAsync(_cryptoCloud, callback, Token);
        return response.StatusCode;
    }
}
