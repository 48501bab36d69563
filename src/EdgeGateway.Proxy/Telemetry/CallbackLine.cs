using System.Collections;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using EdgeGateway.Proxy.Attempts;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>
/// The log entry of one attempt: its text, and the same as named values. What an attempt does not have, such as the key of a request that
/// was not verified, is in neither.
/// </summary>
internal sealed class CallbackLine : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly string _profile;
    private readonly CallbackOutcome _outcome;
    private readonly CallbackReason _reason;
    private readonly string _details;
    private readonly IPAddress? _sender;
    private readonly string? _key;
    private readonly int? _attempt;
    private readonly int? _merchantStatus;
    private readonly TimeSpan _duration;
    private readonly RoomDurations _durations;
    private readonly string _requestId;
    private KeyValuePair<string, object?>[]? _values;

    public CallbackLine(HttpContext context, CallbackContext callback, TimeSpan duration)
    {
        _profile = callback.Profile.Name;
        _outcome = callback.Ending.Outcome;
        _reason = callback.Ending.Reason;
        _details = CallbackDetails.Of(context.Request, callback);
        _sender = context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;
        _key = callback.Key.Value;
        _attempt = callback.Claims.Main is null ? null : callback.Claims.Attempt;
        _merchantStatus = callback.Answer?.Status;
        _duration = duration;
        _durations = callback.Durations;
        _requestId = context.TraceIdentifier;
    }

    public int Count => Values.Length;

    private KeyValuePair<string, object?>[] Values => _values ??= [.. Named().Where(static value => value.Value is not null)];

    public KeyValuePair<string, object?> this[int index] => Values[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString()
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[512]);
        text.AppendLiteral("Callback of ");
        text.AppendLiteral(_profile);
        text.AppendLiteral(": ");
        text.AppendFormatted(_outcome);
        Append(ref text, " ", TagWords.Of(_reason));
        Append(ref text, ": ", _details);
        text.AppendLiteral(" (");
        Append(ref text, "key ", _key, ", ");
        Append(ref text, "attempt ", _attempt);
        Append(ref text, "merchant's status ", _merchantStatus);
        text.AppendFormatted(_duration.TotalMilliseconds, "0.0");
        text.AppendLiteral(" ms");
        var separator = ": ";
        Append(ref text, ref separator, "verify ", _durations.Verification, "0.00");
        Append(ref text, ref separator, "claim ", _durations.Claim, "0.0");
        Append(ref text, ref separator, "merchant ", _durations.Merchant, "0.0");
        Append(ref text, ref separator, "settle ", _durations.Settlement, "0.0");
        text.AppendLiteral("; ");
        if (_sender is not null)
        {
            text.AppendLiteral("from ");
            text.AppendFormatted(_sender);
            text.AppendLiteral(", ");
        }

        text.AppendLiteral("request ");
        text.AppendLiteral(_requestId);
        text.AppendLiteral(")");
        return text.ToStringAndClear();
    }

    private IEnumerable<KeyValuePair<string, object?>> Named() =>
    [
        new("Profile", _profile),
        new("Key", _key),
        new("Attempt", _attempt),
        new("Outcome", _outcome.ToString()),
        new("Reason", TextOf(TagWords.Of(_reason))),
        new("Details", TextOf(_details)),
        new("Sender", _sender?.ToString()),
        new("MerchantStatus", _merchantStatus),
        new("Duration", MillisecondsOf(_duration)),
        new("VerifyDuration", MillisecondsOf(_durations.Verification)),
        new("ClaimDuration", MillisecondsOf(_durations.Claim)),
        new("MerchantDuration", MillisecondsOf(_durations.Merchant)),
        new("SettleDuration", MillisecondsOf(_durations.Settlement)),
        new("CallbackRequestId", _requestId),
    ];

    private static string? TextOf(string text) => text.Length == 0 ? null : text;

    /// <summary>To the microsecond; null for a room that the attempt did not reach.</summary>
    private static double? MillisecondsOf(TimeSpan duration) => duration == default ? null : Math.Round(duration.TotalMilliseconds, 3);

    private static void Append(ref DefaultInterpolatedStringHandler text, string before, string? value, string after = "")
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.AppendLiteral(before);
            text.AppendLiteral(value);
            text.AppendLiteral(after);
        }
    }

    private static void Append(ref DefaultInterpolatedStringHandler text, string before, int? value)
    {
        if (value is { } number)
        {
            text.AppendLiteral(before);
            text.AppendFormatted(number);
            text.AppendLiteral(", ");
        }
    }

    private static void Append(ref DefaultInterpolatedStringHandler text, ref string separator, string name, TimeSpan duration, string format)
    {
        if (duration != default)
        {
            text.AppendLiteral(separator);
            text.AppendLiteral(name);
            text.AppendFormatted(duration.TotalMilliseconds, format);
            separator = ", ";
        }
    }
}
