using System.IO.Pipelines;
using EdgeGateway.Proxy.Pipeline;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Buffering;

/// <summary>Takes the whole body into one buffer, within the profile's size and time, and puts the buffer in the body's place.</summary>
internal sealed class BufferingMiddleware(RequestDelegate next, DeadlinePool deadlines)
{
    /// <summary>What a declared length makes us reserve at most before a byte of it has come.</summary>
    private const int MaxInitialCapacity = 16 * 1024;

    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        return callback is null ? next(context) : InvokeCore(context, callback);
    }

    private async Task InvokeCore(HttpContext context, CallbackContext callback)
    {
        var request = context.Request;
        if (!MediaType.TryRead(request, callback.Profile.Scheme.BodyFormats, out var format))
        {
            callback.End(CallbackOutcome.UnsupportedMedia, StatusCodes.Status415UnsupportedMediaType);
            return;
        }

        var limit = callback.Profile.MaxBodyBytes;
        if (request.ContentLength > limit)
        {
            callback.End(CallbackOutcome.BodyTooLarge, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        using var body = new BufferedBody((int)Math.Min(request.ContentLength ?? limit, MaxInitialCapacity));
        if (!await TryReadAsync(context, callback, body))
        {
            return;
        }

        callback.Format = format;
        callback.Body = body;
        request.Body = body;
        request.Headers.TransferEncoding = default;
        request.ContentLength = body.Length;
        await next(context);
    }

    private async ValueTask<bool> TryReadAsync(HttpContext context, CallbackContext callback, BufferedBody body)
    {
        using var deadline = deadlines.Start(callback.Profile.BodyTimeout);
        try
        {
            if (await ReadAsync(context.Request.BodyReader, body, callback.Profile.MaxBodyBytes, deadline.Token))
            {
                return true;
            }

            callback.End(CallbackOutcome.BodyTooLarge, StatusCodes.Status413PayloadTooLarge);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            callback.End(CallbackOutcome.Aborted, StatusCodes.Status408RequestTimeout, "body_timeout");
        }
        catch (BadHttpRequestException exception)
        {
            EndBadRequest(callback, exception.StatusCode);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Whether anyone is left to read it is unknown.
            callback.End(CallbackOutcome.Aborted, StatusCodes.Status400BadRequest, "hang_up");
        }

        return false;
    }

    private static async ValueTask<bool> ReadAsync(PipeReader reader, BufferedBody body, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var bytes = result.Buffer;
            var isTooLarge = body.Length + bytes.Length > limit;
            if (!isTooLarge)
            {
                body.Append(bytes);
            }

            reader.AdvanceTo(bytes.End);
            if (isTooLarge || result.IsCompleted)
            {
                return !isTooLarge;
            }
        }
    }

    private static void EndBadRequest(CallbackContext callback, int status)
    {
        switch (status)
        {
            case StatusCodes.Status413PayloadTooLarge:
                callback.End(CallbackOutcome.BodyTooLarge, status);
                break;
            case StatusCodes.Status408RequestTimeout:
                callback.End(CallbackOutcome.Aborted, status, "body_timeout");
                break;
            default:
                callback.End(CallbackOutcome.Aborted, StatusCodes.Status400BadRequest, "broken_body");
                break;
        }
    }
}
