using System.Buffers;

namespace EdgeGateway.Proxy.Profiles;

/// <summary>The allowed names of profiles and keys, which appear in headers, metrics and the ledger's keys.</summary>
public static class ProfileName
{
    /// <summary>The rule in words, for messages.</summary>
    public const string Expectation = "1 to 64 letters, digits, '-', '_' or '.'";

    private const int MaxLength = 64;

    private static readonly SearchValues<char> _allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Whether a name follows the rule.</summary>
    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(_allowed);
    }
}
