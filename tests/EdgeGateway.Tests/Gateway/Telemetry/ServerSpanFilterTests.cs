using System.Diagnostics;
using System.Net;
using EdgeGateway.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace EdgeGateway.Tests.Gateway.Telemetry;

public sealed class ServerSpanFilterTests : IDisposable
{
    private readonly ActivitySource _source = new($"Tests.{nameof(ServerSpanFilterTests)}.{Guid.NewGuid()}");

    [Fact]
    public async Task Request_WithoutAListener_IsNotDescribed()
    {
        // The host also creates an activity for the ids in the log.
        using var activity = new Activity("request").Start();

        await InvokeAsync(activity, static _ => Task.CompletedTask);

        Assert.True(activity.IsAllDataRequested);
        Assert.Empty(activity.TagObjects);
        Assert.Equal("request", activity.DisplayName);
    }

    [Fact]
    public async Task Request_WithoutARoute_IsNamedByItsMethod()
    {
        using var listener = Listen();
        using var activity = _source.StartActivity("request")!;

        await InvokeAsync(activity, static context =>
        {
            context.Request.Method = "BREW";
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        Assert.Equal("HTTP", activity.DisplayName);
        Assert.Equal(("_OTHER", "BREW"), (activity.GetTagItem("http.request.method"), activity.GetTagItem("http.request.method_original")));
        Assert.Equal((404, "192.0.2.7"), (activity.GetTagItem("http.response.status_code"), activity.GetTagItem("client.address")));
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        Assert.DoesNotContain(activity.TagObjects, static tag => tag.Key == "http.route");
    }

    [Fact]
    public async Task Request_OfARoute_IsNamedByItsMethodAndRoute()
    {
        using var listener = Listen();
        using var activity = _source.StartActivity("request")!;

        await InvokeAsync(activity, static context =>
        {
            context.SetEndpoint(new RouteEndpoint(static _ => Task.CompletedTask, RoutePatternFactory.Parse("/callbacks/{name}"), order: 0, metadata: null, displayName: null));
            return Task.CompletedTask;
        });

        Assert.Equal("POST /callbacks/{name}", activity.DisplayName);
        Assert.Equal(("/callbacks/{name}", "/callbacks/a"), (activity.GetTagItem("http.route"), activity.GetTagItem("url.path")));
        Assert.DoesNotContain(activity.TagObjects, static tag => tag.Value?.ToString()?.Contains("hidden", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(false, 500, "System.InvalidOperationException")]
    [InlineData(true, 400, null)]
    public async Task Request_ThatThrows_HasTheStatusThatTheServerWillSend(bool isBad, int status, string? errorType)
    {
        using var listener = Listen();
        using var activity = _source.StartActivity("request")!;
        Exception exception = isBad ? new BadHttpRequestException("too long") : new InvalidOperationException("a mistake");

        Assert.Same(exception, await Record.ExceptionAsync(() => InvokeAsync(activity, _ => Task.FromException(exception))));

        Assert.Equal((status, errorType), (activity.GetTagItem("http.response.status_code"), activity.GetTagItem("error.type")));
        Assert.Equal(errorType is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, activity.Status);
    }

    public void Dispose() => _source.Dispose();

    private static async Task InvokeAsync(Activity activity, RequestDelegate end)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        new ServerSpanFilter().Configure(next => next.Run(end))(app);
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpActivityFeature>(new ActivityFeature { Activity = activity });
        context.Request.Method = "POST";
        context.Request.Path = "/callbacks/a";
        context.Request.QueryString = new QueryString("?token=hidden");
        context.Connection.RemoteIpAddress = IPAddress.Parse("::ffff:192.0.2.7");
        await app.Build()(context);
    }

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source == _source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private sealed class ActivityFeature : IHttpActivityFeature
    {
        public required Activity Activity { get; set; }
    }
}
