using System.Collections.Immutable;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Setup;

/// <summary>Reads lists of schemes such as <c>stripe,adyen</c>.</summary>
internal static class SchemeNames
{
    /// <param name="text">Names divided by commas.</param>
    /// <param name="schemes">The schemes, each once.</param>
    /// <returns>The fault, or null.</returns>
    public static string? Read(string text, out ImmutableArray<SignatureScheme> schemes)
    {
        schemes = [];
        var found = ImmutableArray.CreateBuilder<SignatureScheme>();
        foreach (var name in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (SignatureSchemes.Find(name) is not { } scheme)
            {
                var meant = NearestName.Find(name, SignatureSchemes.Names);
                return $"there is no scheme '{name}'{(meant is null ? "; EdgeGateway schemes lists them" : $"; did you mean {meant}?")}";
            }

            found.Add(scheme);
        }

        schemes = found.ToImmutable();
        return schemes.IsEmpty ? "name at least one scheme; EdgeGateway schemes lists them" : null;
    }

    /// <summary>Reads an absolute http or https address; null if it is not one.</summary>
    public static Uri? ReadUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
}
