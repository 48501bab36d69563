using System.IO.Pipelines;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Bodies;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EdgeGateway.Proxy.Buffering;

/// <summary>
/// Reads the whole body into one buffer, within the profile's size and time limits, and replaces the request's body with it.
/// </summary>
internal sealed class BufferingMiddleware(RequestDelegate next, Deadlines deadlines, BufferBudget budget)
{
    /// <summary>The header to which the server moves a <c>Content-Length</c> that came with a <c>Transfer-Encoding</c>.</summary>
    private const string OverruledLength = "X-Content-Length";

    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(5);

    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        return callback is null ? next(context) : InvokeCore(context, callback);
    }

    private Task InvokeCore(HttpContext context, CallbackContext callback)
    {
        var request = context.Request;
        if (FramingFaultOf(request) is { } reason)
        {
            // A proxy in front may have seen a different end of the body, so the rest of this connection cannot be trusted.
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            callback.Ending = new(CallbackOutcome.Malformed, StatusCodes.Status400BadRequest, reason);
            return Task.CompletedTask;
        }

        if (!MediaType.TryRead(request, callback.Profile.Scheme.BodyFormats, out var format))
        {
            callback.Ending = new(CallbackOutcome.UnsupportedMedia, StatusCodes.Status415UnsupportedMediaType);
            return Task.CompletedTask;
        }

        var limit = callback.Profile.MaxBodyBytes;
        if (request.ContentLength > limit)
        {
            callback.Ending = new(CallbackOutcome.BodyTooLarge, StatusCodes.Status413PayloadTooLarge);
            return Task.CompletedTask;
        }

        var body = new BufferedBody(budget, format);
        callback.Body = body;
        return TryTakeReceived(request, limit, body) ? PassOn(context, body) : ReadAndPassOnAsync(context, callback, body);
    }

    /// <summary>Why the request's end is not certain, or null.</summary>
    private static CallbackReason? FramingFaultOf(HttpRequest request)
    {
        var encoding = request.Headers.TransferEncoding;
        if (encoding.Count == 0)
        {
            return null;
        }

        if (request.ContentLength is not null || request.Headers.ContainsKey(OverruledLength))
        {
            return CallbackReason.TwoLengths;
        }

        // The server looks at the last word only.
        return encoding.Count == 1 && string.Equals(encoding[0], "chunked", StringComparison.OrdinalIgnoreCase) ? null : CallbackReason.TransferEncoding;
    }

    private async Task ReadAndPassOnAsync(HttpContext context, CallbackContext callback, BufferedBody body)
    {
        if (await TryReadAsync(context, callback, body))
        {
            await PassOn(context, body);
        }
    }

    private Task PassOn(HttpContext context, BufferedBody body)
    {
        var request = context.Request;
        request.Body = body;

        // Both headers are hop-by-hop, and the body has been received.
        request.Headers.TransferEncoding = default;
        request.Headers.Expect = default;
        request.ContentLength = body.Length;
        return next(context);
    }

    private async ValueTask<bool> TryReadAsync(HttpContext context, CallbackContext callback, BufferedBody body)
    {
        try
        {
            // The profile's time limit replaces the server's minimum data rate, which would end a slow body earlier.
            if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            {
                rate.MinDataRate = null;
            }

            if (await ReadInTimeAsync(context.Request.BodyReader, callback, body))
            {
                return true;
            }
        }
        catch (BadHttpRequestException exception)
        {
            EndBadRequest(callback, exception.StatusCode);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Whether anyone is left to read it is unknown.
            callback.Ending = new(CallbackOutcome.Aborted, StatusCodes.Status400BadRequest, CallbackReason.HangUp);
        }

        return false;
    }

    private async ValueTask<bool> ReadInTimeAsync(PipeReader reader, CallbackContext callback, BufferedBody body)
    {
        var deadline = deadlines.After(callback.Profile.BodyTimeout);
        try
        {
            return await ReadAsync(reader, callback, body, deadline);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            callback.Ending = new(CallbackOutcome.Aborted, StatusCodes.Status408RequestTimeout, CallbackReason.BodyTimeout);
        }

        return false;
    }

    /// <summary>Fast path: most callbacks arrive in one packet, so the body can be read without waiting or a timer.</summary>
    private static bool TryTakeReceived(HttpRequest request, int limit, BufferedBody body)
    {
        if (request.ContentLength is not { } length || !TryReadHere(request.BodyReader, out var result))
        {
            return false;
        }

        var isWhole = result.IsCompleted && result.Buffer.Length == length && length <= limit && body.TryAppend(result.Buffer);

        // If the body is incomplete, its start is read again together with the rest.
        request.BodyReader.AdvanceTo(isWhole ? result.Buffer.End : result.Buffer.Start);
        return isWhole;
    }

    private static bool TryReadHere(PipeReader reader, out ReadResult result)
    {
        try
        {
            return reader.TryRead(out result);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The next read reports the exception again.
            result = default;
            return false;
        }
    }

    private static async ValueTask<bool> ReadAsync(PipeReader reader, CallbackContext callback, BufferedBody body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var bytes = result.Buffer;
            var isTooLarge = body.Length + bytes.Length > callback.Profile.MaxBodyBytes;
            var hasRoom = !isTooLarge && body.TryAppend(bytes);
            reader.AdvanceTo(bytes.End);
            if (isTooLarge)
            {
                callback.Ending = new(CallbackOutcome.BodyTooLarge, StatusCodes.Status413PayloadTooLarge);
                return false;
            }

            if (!hasRoom)
            {
                EndOverloaded(callback);
                return false;
            }

            if (result.IsCompleted)
            {
                return true;
            }
        }
    }

    private static void EndOverloaded(CallbackContext callback) =>
        callback.Ending = new(CallbackOutcome.Overloaded, StatusCodes.Status503ServiceUnavailable, CallbackReason.BufferedBytes) { RetryAfter = _retryAfter };

    private static void EndBadRequest(CallbackContext callback, int status)
    {
        switch (status)
        {
            case StatusCodes.Status413PayloadTooLarge:
                callback.Ending = new(CallbackOutcome.BodyTooLarge, status);
                break;
            case StatusCodes.Status408RequestTimeout:
                callback.Ending = new(CallbackOutcome.Aborted, status, CallbackReason.BodyTimeout);
                break;
            default:
                callback.Ending = new(CallbackOutcome.Aborted, StatusCodes.Status400BadRequest, CallbackReason.BrokenBody);
                break;
        }
    }
}
