using System.Buffers;

namespace EdgeGateway.Proxy.Configuration.Validation;

/// <summary>What profiles and keys may be called: their names go into headers, metrics and the ledger's keys.</summary>
internal static class ProfileName
{
    public const string Expectation = "1 to 64 letters, digits, '-', '_' or '.'";

    private const int MaxLength = 64;

    private static readonly SearchValues<char> _allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static bool IsValid(string name) => name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(_allowed);
}
