using System.Collections.Immutable;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>What a refused request says about itself. Nothing of it is verified; it is for people who search for a request.</summary>
/// <param name="Identity">
/// The names and values of the fields that would identify the event, as far as the request has them: escaped and clipped.
/// </param>
/// <param name="Field">The name of the field that is the reason for the refusal, escaped and clipped; null if it is not a single field.</param>
public sealed record RefusedContent(ImmutableArray<KeyValuePair<string, string>> Identity, string? Field)
{
    /// <summary>The maximum number of characters of a name or a value.</summary>
    internal const int MaxTextLength = 64;
}
