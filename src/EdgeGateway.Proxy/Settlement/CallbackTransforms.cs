using System.Globalization;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Proxy.Configuration;
using EdgeGateway.Proxy.Pipeline;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Proxy.Settlement;

/// <summary>What the forwarder does for a callback: tells the merchant what was verified, and holds its answer back.</summary>
internal sealed class CallbackTransforms : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        if (context.Route.Metadata?.ContainsKey(CallbackConfiguration.ProfileMetadataKey) == true)
        {
            // The answer is taken before anything of it is copied: what cannot be passed on must not cost the rest.
            var copiesHeaders = context.CopyResponseHeaders ?? true;
            context.CopyResponseHeaders = false;
            context.AddRequestTransform(TellMerchant);
            context.ResponseTransforms.Insert(0, new ResponseFuncTransform(response => HoldAnswerAsync(response, copiesHeaders)));
        }
    }

    private static ValueTask TellMerchant(RequestTransformContext context)
    {
        var callback = CallbackContext.Of(context.HttpContext)!;
        BufferedForwarderHttpClientFactory.Attach(context.ProxyRequest, callback.Body!);
        var headers = context.ProxyRequest.Headers;
        headers.TryAddWithoutValidation(CallbackHeaders.Profile, callback.Profile.Name);
        headers.TryAddWithoutValidation(CallbackHeaders.Key, callback.Key.Value);
        headers.TryAddWithoutValidation(CallbackHeaders.Verified, VerifiedValueOf(callback));
        if (callback.IsUnclaimed)
        {
            // Which attempt it is only the ledger knows.
            headers.TryAddWithoutValidation(CallbackHeaders.Deduplicated, "false");
        }
        else
        {
            headers.TryAddWithoutValidation(CallbackHeaders.Attempt, callback.Attempt.ToString(CultureInfo.InvariantCulture));
        }

        if (callback.IsConflict)
        {
            headers.TryAddWithoutValidation(CallbackHeaders.Conflict, "true");
        }

        if (callback.Profile.Acknowledgement.ReadsBody)
        {
            // What has to be read must not come compressed.
            headers.Remove("Accept-Encoding");
        }

        return default;
    }

    private static string VerifiedValueOf(CallbackContext callback)
    {
        var coverage = callback.Verification.Coverage == SignatureCoverage.Full ? "full" : "partial";
        return $"{callback.Profile.Scheme.Name};key={callback.Verification.Key!.Id};coverage={coverage}";
    }

    /// <summary>Takes the whole answer, and puts its headers into the response, where they wait for the ledger.</summary>
    private static async ValueTask HoldAnswerAsync(ResponseTransformContext context, bool copiesHeaders)
    {
        if (context.ProxyResponse is not { } response)
        {
            return;
        }

        context.SuppressResponseBody = true;
        try
        {
            CallbackContext.Of(context.HttpContext)!.Answer = await MerchantAnswer.ReadAsync(response, context.CancellationToken);
            if (copiesHeaders)
            {
                AnswerHeaders.Copy(response, context.HttpContext.Response.Headers);
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            // Without the end of the answer there is none.
        }
    }
}
