using EdgeGateway.Proxy.Profiles;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace EdgeGateway.Proxy.Forwarding;

/// <summary>What a callback's request and answer carry: to the merchant what was verified, to the provider the merchant's headers.</summary>
/// <param name="timeProvider">Says when a callback is signed for the merchant.</param>
internal sealed class CallbackTransforms(TimeProvider timeProvider) : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        if (context.Route.Metadata?.ContainsKey(CallbackRoutes.ProfileKey) == true)
        {
            context.RequestTransforms.Add(new CallbackHeadersTransform());
            context.RequestTransforms.Add(new MerchantSignatureTransform(timeProvider));
            if (context.CopyResponseHeaders ?? true)
            {
                // YARP's own copying ends at the first header that the server will not write.
                context.CopyResponseHeaders = false;
                context.ResponseTransforms.Insert(0, new ResponseFuncTransform(PassHeadersOn));
            }
        }
    }

    private static ValueTask PassHeadersOn(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { } answer)
        {
            AnswerHead.CopyHeaders(answer, context.HttpContext.Response.Headers);
        }

        return default;
    }
}
