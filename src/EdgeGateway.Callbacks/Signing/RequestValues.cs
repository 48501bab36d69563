using System.Text;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Signing;

/// <summary>Puts values into requests. Every byte that does not belong to the value is kept.</summary>
internal static class RequestValues
{
    /// <summary>The request with a header.</summary>
    public static CallbackRequest WithHeader(CallbackRequest request, string name, string value) => request with { Headers = request.Headers.SetItem(name, value) };

    /// <summary>The request with a member of its document, or with a field of its form or query string.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">The member's path.</param>
    /// <param name="value">The value.</param>
    /// <param name="root">The position of the object where the path starts.</param>
    /// <param name="isNumber">Whether a new member of a document is a number; one that exists keeps its kind.</param>
    public static CallbackRequest WithField(CallbackRequest request, FieldPath path, string value, int root = 0, bool isNumber = false) => request.Format switch
    {
        BodyFormats.Json => request with { Body = JsonMember.Set(request.Body.Span, root, path, value, isNumber) },
        BodyFormats.Query => request with { Query = WithPair(request.Query, path.Text, value) },
        _ => request with { Body = Encoding.UTF8.GetBytes(WithPair(Encoding.UTF8.GetString(request.Body.Span), path.Text, value)) },
    };

    /// <summary>The request with a value where the scheme reads it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="source">Where the scheme reads the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="root">The position of the object where paths start.</param>
    /// <param name="isNumber">Whether a new member of a document is a number.</param>
    public static CallbackRequest With(CallbackRequest request, ValueSource source, string value, int root = 0, bool isNumber = false) => source.Kind switch
    {
        SourceKind.Header => WithHeader(request, source.Name, value),
        SourceKind.Query => request with { Query = WithPair(request.Query, source.Name, value) },
        SourceKind.Form => WithField(request, FieldPath.OfName(source.Name), value),
        SourceKind.Field => WithField(request, request.Format == BodyFormats.Json ? source.Path! : FieldPath.OfName(source.Name), value, root, isNumber),
        _ => throw new ArgumentException($"{source} is not a part of a request.", nameof(source)),
    };

    /// <summary>The pairs with a value in the place of the first one of that name, or behind them.</summary>
    private static string WithPair(string pairs, string name, string value)
    {
        var written = $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";
        string[] all = pairs.Length == 0 ? [] : pairs.Split('&');
        var at = Array.FindIndex(all, pair => Uri.UnescapeDataString(pair.Split('=')[0].Replace('+', ' ')) == name);
        if (at < 0)
        {
            return string.Join('&', [.. all, written]);
        }

        all[at] = $"{all[at].Split('=')[0]}={Uri.EscapeDataString(value)}";
        return string.Join('&', all);
    }
}
