using System.Net;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.FunctionalTests.Callbacks;

/// <summary>Callbacks use another forwarder than YARP's own. It must do what YARP's does for every request.</summary>
public sealed class ForwarderTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_status_line_and_the_headers_of_an_answer_are_passed_on()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        merchant.AnswerWithOctets("HTTP/1.1 200 Booked\r\nContent-Length: 2\r\nX-Booking: 7\r\nConnection: close\r\n\r\nOK");
        await using var gateway = await TestGateway.StartAsync(merchant);

        using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Equal("Booked", response.ReasonPhrase);
        Assert.Equal("7", Assert.Single(response.Headers.GetValues("X-Booking")));
        Assert.Equal("OK", await response.Content.ReadAsStringAsync(Token));
    }

    /// <summary><see cref="HttpClient"/> throws a <see cref="System.Net.Sockets.SocketException"/> that is not wrapped in this case.</summary>
    [Fact]
    public async Task A_connection_that_is_reset_while_it_is_opened_is_merchant_unreachable()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, services: static services =>
            services.AddSingleton<IForwarderHttpClientFactory, DyingConnections>());

        for (var attempt = 0; attempt < 2; attempt++)
        {
            // If the claim were still held, the answer would be 503.
            using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
            Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        }

        await gateway.WaitForLogAsync("Callback of Cactus: MerchantUnreachable connection", Token);
        Assert.Empty(merchant.Deliveries);
    }

    [Fact]
    public async Task Transforms_see_a_callback_as_they_see_every_request()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, static context =>
        {
            context.AddRequestHeader("X-Region", "eu");
            context.AddPathPrefix("/shop");
            context.AddResponseHeader("X-Edge", "1");
        });

        using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        var delivery = Assert.Single(merchant.Deliveries);
        Assert.Equal("eu", delivery["X-Region"]);
        Assert.Equal("/shop" + _cactus.Path, delivery.Path);
        Assert.NotNull(delivery["X-Forwarded-For"]);
        Assert.Equal("1", Assert.Single(response.Headers.GetValues("X-Edge")));
    }

    [Fact]
    public async Task A_failing_response_transform_loses_neither_the_acknowledgement_nor_its_headers()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        merchant.AnswerWith(201, "taken", "text/plain");
        await using var gateway = await StartAsync(merchant, static context =>
            context.AddResponseTransform(static _ => throw new InvalidOperationException("The transform is broken.")));

        using var first = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        using var duplicate = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal("taken", await first.Content.ReadAsStringAsync(Token));
        Assert.Equal("text/plain", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.Created, duplicate.StatusCode);
        Assert.Single(merchant.Deliveries);
        await gateway.WaitForLogAsync("The transform is broken.", Token);
        Assert.Contains(gateway.Logs.All, static line =>
            line is { Level: LogLevel.Warning, Event: "CallbackEnded" } && line.Text.Contains("The transform is broken.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_transform_that_replaces_the_body_prevents_the_delivery()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, static context => context.AddRequestTransform(static request =>
        {
            request.ProxyRequest.Content = new StringContent("something else");
            return default;
        }));

        for (var attempt = 0; attempt < 2; attempt++)
        {
            // If the claim were still held, the answer would be 503.
            using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
            Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        }

        Assert.Empty(merchant.Deliveries);
    }

    [Fact]
    public async Task A_failure_after_an_answer_does_not_undo_the_settlement()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        merchant.AnswerWith(200, "taken");
        var policy = new HealthPolicy(fails: true);
        await using var gateway = await StartAsync(merchant, policy);

        using var first = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        using var duplicate = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Equal(HttpStatusCode.InternalServerError, first.StatusCode);
        Assert.Equal("taken", await duplicate.Content.ReadAsStringAsync(Token));
        Assert.Single(merchant.Deliveries);
    }

    [Fact]
    public async Task Passive_health_checks_count_a_merchant_that_does_not_answer()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        var finish = new TaskCompletionSource();
        merchant.Answer = _ => finish.Task;
        var policy = new HealthPolicy(fails: false);
        await using var gateway = await StartAsync(merchant, policy, """{"MerchantTimeout":"00:00:00.300"}""");

        using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        finish.SetResult();

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal((ForwarderError.RequestTimedOut, false), policy.Seen);
    }

    [Fact]
    public async Task A_transform_that_writes_the_response_releases_the_claim()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        var isClosed = true;
        await using var gateway = await StartAsync(merchant, context => context.AddRequestTransform(request =>
        {
            request.HttpContext.Response.StatusCode = isClosed ? StatusCodes.Status418ImATeapot : StatusCodes.Status200OK;
            return default;
        }));

        using var refused = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        isClosed = false;
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        Assert.Single(merchant.Deliveries);
    }

    [Fact]
    public async Task Switching_protocols_is_not_an_answer()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        merchant.AnswerWithOctets("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\n");
        await using var gateway = await TestGateway.StartAsync(merchant);

        using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    private static Task<TestGateway> StartAsync(TestMerchant merchant, Action<TransformBuilderContext> transforms) =>
        TestGateway.StartAsync(merchant, services: services => services.AddSingleton<ITransformProvider>(new Transforms(transforms)));

    private static Task<TestGateway> StartAsync(TestMerchant merchant, HealthPolicy policy, string? profile = null) =>
        TestGateway.StartAsync(merchant, profile, services: services =>
            services.AddSingleton<IPassiveHealthCheckPolicy>(policy).AddSingleton<IProxyConfigFilter>(policy));

    /// <summary>Records what YARP passes to a passive health check policy.</summary>
    private sealed class HealthPolicy(bool fails) : IPassiveHealthCheckPolicy, IProxyConfigFilter
    {
        public string Name => "Test";

        /// <summary>The forwarder's error, and whether the request was aborted by the provider.</summary>
        public (ForwarderError? Error, bool IsAborted) Seen { get; private set; }

        public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
        {
            Seen = (context.GetForwarderErrorFeature()?.Error, context.RequestAborted.IsCancellationRequested);
            if (fails)
            {
                throw new InvalidOperationException("The policy is broken.");
            }
        }

        public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => ValueTask.FromResult(cluster with
        {
            HealthCheck = new HealthCheckConfig { Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = Name } },
        });

        public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => ValueTask.FromResult(route);
    }

    private sealed class Transforms(Action<TransformBuilderContext> apply) : ITransformProvider
    {
        public void ValidateRoute(TransformRouteValidationContext context)
        {
        }

        public void ValidateCluster(TransformClusterValidationContext context)
        {
        }

        public void Apply(TransformBuilderContext context) => apply(context);
    }

    private sealed class DyingConnections : ForwarderHttpClientFactory
    {
        protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
        {
            base.ConfigureHandler(context, handler);
            handler.ConnectCallback = DyingConnection.ConnectAsync;
        }
    }
}
