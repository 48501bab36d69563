using System.Globalization;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Bodies;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Answering;

/// <summary>The one place where a provider is answered: with the merchant's answer, the recorded one, or a problem.</summary>
internal static class CallbackResponder
{
    /// <summary>The answer's header with the id by which the log knows the attempt; a merchant's own is replaced.</summary>
    public const string RequestId = "X-Request-Id";

    private const string ProblemType = "application/problem+json";

    public static ValueTask RespondAsync(HttpContext context, CallbackContext callback)
    {
        var ending = callback.Ending;
        if (ending.Outcome == CallbackOutcome.None)
        {
            throw new InvalidOperationException("No room decided on the callback.");
        }

        if (ending.Status != 0)
        {
            return WriteProblemAsync(context, ending);
        }

        context.Response.Headers[RequestId] = context.TraceIdentifier;
        return ending.Recorded is { } recorded
            ? WriteAsync(context, recorded.Status, recorded.ContentType, recorded.Body)
            : WriteAnswerAsync(context, callback.Answer!);
    }

    /// <summary>Answers a request that is no callback with a problem.</summary>
    public static ValueTask WriteProblemAsync(HttpContext context, int status)
    {
        BeginProblem(context);
        return WriteAsync(context, status, ProblemType, Problems.Of(status));
    }

    /// <summary>The merchant's status and headers are in the response already; what was held back is the body.</summary>
    private static ValueTask WriteAnswerAsync(HttpContext context, MerchantAnswer answer)
    {
        if (answer.IsTruncated)
        {
            context.Response.Headers.ContentEncoding = default;
            return default;
        }

        return WriteBodyAsync(context, answer.Body);
    }

    private static ValueTask WriteAsync(HttpContext context, int status, string? contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        if (contentType is not null)
        {
            SetContentType(context, contentType);
        }

        return WriteBodyAsync(context, body);
    }

    private static void SetContentType(HttpContext context, string contentType)
    {
        try
        {
            context.Response.ContentType = contentType;
        }
        catch (InvalidOperationException)
        {
            // A record of an earlier version may hold characters that the server does not write. The first answer went out
            // without the header, too.
        }
    }

    private static ValueTask WriteProblemAsync(HttpContext context, in CallbackEnding ending)
    {
        BeginProblem(context);
        if (ending.AllowedMethods is { } methods)
        {
            context.Response.Headers.Allow = methods;
        }

        if (ending.RetryAfter is { } delay)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, ending.Status, ProblemType, Problems.Of(ending.Status));
    }

    private static void BeginProblem(HttpContext context)
    {
        // Transforms may have left something, and so has an answer that may not go out.
        context.Response.Clear();
        context.Response.Headers[RequestId] = context.TraceIdentifier;
    }

    private static ValueTask WriteBodyAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        // Some merchants send content with a status that has none; the server would not write it.
        if (body.IsEmpty || context.Response.StatusCode is 204 or 205 or 304)
        {
            return default;
        }

        context.Response.ContentLength = body.Length;

        // Should the provider be gone, the server drops the bytes; nothing depends on them any more.
        return context.Response.Body.WriteAsync(body, CancellationToken.None);
    }
}
