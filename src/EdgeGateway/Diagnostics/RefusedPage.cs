using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Diagnostics;

namespace EdgeGateway.Diagnostics;

/// <summary><c>/refused</c> of the management endpoint: the last refused callbacks, the oldest first.</summary>
internal static class RefusedPage
{
    public const string Path = "/refused";

    public static async Task AnswerAsync(HttpContext context)
    {
        var refused = context.RequestServices.GetRequiredService<RefusedCallbacks>();
        if (!refused.IsOn)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!context.RequestServices.GetRequiredService<ManagementAccess>().Admits(context, ManagementRole.Read))
        {
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            [.. refused.ToArray().Select(RefusedCapture.Of)], RefusedJson.Default.RefusedCaptureArray, cancellationToken: context.RequestAborted);
    }
}
