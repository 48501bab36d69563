using System.Globalization;
using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Bodies;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>What the log line says about an attempt that did not go well, beyond its outcome and reason.</summary>
internal static class CallbackDetails
{
    private const int MaxPathLength = 128;
    private const int MaxMediaTypeLength = 64;

    /// <summary>
    /// For a request that was not verified: the request and the identity that it claims. For an answer that does not acknowledge: what was
    /// expected and what came. Otherwise empty.
    /// </summary>
    public static string Of(HttpRequest request, CallbackContext callback) => callback switch
    {
        { Key.Value: null } => OfRequest(request, callback),
        { Ending.Outcome: CallbackOutcome.MerchantRefused, Answer: { } answer } => OfAnswer(callback, answer),
        _ => "",
    };

    private static string OfAnswer(CallbackContext callback, MerchantAnswer answer)
    {
        var rule = callback.Acknowledgement;
        if (rule.Status.Contains(answer.Status) && (answer.IsTruncated || answer.IsEncoded))
        {
            return answer.IsEncoded
                ? "the answer's body is compressed and cannot be read"
                : $"the answer's body is longer than {MerchantAnswer.MaxBytes} bytes";
        }

        return rule.DescribeRefusal(answer.Status, answer.Body.Span);
    }

    private static string OfRequest(HttpRequest request, CallbackContext callback)
    {
        var text = new StringBuilder();
        var content = ContentOf(request, callback);
        if (content?.Field is { } field)
        {
            text.Append(CultureInfo.InvariantCulture, $"field \"{field}\", ");
        }

        text.Append(CultureInfo.InvariantCulture, $"{request.Method} {PrintableText.Of(request.Path.Value ?? "", MaxPathLength)}");
        text.Append(CultureInfo.InvariantCulture, $", {PrintableText.Of(request.ContentType ?? "no media type", MaxMediaTypeLength)}");
        if ((callback.Body?.Length ?? request.ContentLength) is { } length)
        {
            text.Append(CultureInfo.InvariantCulture, $", {length} bytes");
        }

        var separator = "; unverified: ";
        foreach (var (name, value) in content?.Identity ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"{separator}{name}=\"{value}\"");
            separator = ", ";
        }

        return text.ToString();
    }

    /// <summary>Null if the body was not received.</summary>
    private static RefusedContent? ContentOf(HttpRequest request, CallbackContext callback)
    {
        if (callback.Body is not { } body)
        {
            return null;
        }

        var message = new CallbackMessage(body.Bytes, body.Format)
        {
            Method = request.Method,
            Query = request.QueryString.Value ?? "",
            Headers = callback,
        };
        return callback.Profile.Verifier.ReadRefused(message, callback.Verdict.Reason);
    }
}
