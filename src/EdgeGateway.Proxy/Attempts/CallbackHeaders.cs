using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Attempts;

/// <summary>The headers by which a merchant knows what the gateway has verified.</summary>
internal static class CallbackHeaders
{
    public const string Profile = "Callback-Profile";
    public const string Key = "Callback-Key";
    public const string Attempt = "Callback-Attempt";
    public const string Verified = "Callback-Verified";
    public const string Uncovered = "Callback-Uncovered";
    public const string Conflict = "Callback-Conflict";
    public const string Deduplicated = "Callback-Deduplicated";

    private const string Prefix = "Callback";

    /// <summary>
    /// Removes every header of a sender's that could be taken for one of ours, also with an underscore or another sign, which CGI
    /// and its heirs do not tell from a hyphen.
    /// </summary>
    public static void RemoveInbound(IHeaderDictionary headers)
    {
        List<string>? names = null;
        foreach (var (name, _) in headers)
        {
            if (name.Length > Prefix.Length
                && !char.IsAsciiLetterOrDigit(name[Prefix.Length])
                && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                (names ??= []).Add(name);
            }
        }

        foreach (var name in names ?? [])
        {
            headers.Remove(name);
        }
    }
}
