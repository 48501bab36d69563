using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Diagnostics;

namespace EdgeGateway.Diagnostics;

/// <summary><c>/refused</c> of the management endpoint: the last refused callbacks, the oldest first.</summary>
internal static class RefusedPage
{
    public const string Path = "/refused";

    public static async Task AnswerAsync(HttpContext context)
    {
        var access = context.RequestServices.GetRequiredService<ManagementAccess>();
        var refused = context.RequestServices.GetRequiredService<RefusedCallbacks>();
        if (!access.HasTokens || !refused.IsOn)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!access.Permits(context.Request, ManagementRole.Read))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            [.. refused.ToArray().Select(RefusedCapture.Of)], RefusedJson.Default.RefusedCaptureArray, cancellationToken: context.RequestAborted);
    }
}
