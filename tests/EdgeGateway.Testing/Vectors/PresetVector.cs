using System.Collections.Immutable;

namespace EdgeGateway.Testing.Vectors;

/// <summary>A request as a provider would send it, and the expected result.</summary>
/// <param name="Preset">The scheme's name.</param>
/// <param name="Name">The vector's name, unique for the preset.</param>
/// <param name="IsAccepted">Whether it is delivered.</param>
/// <param name="Now">The time at which it is verified.</param>
/// <param name="Method">The request's method.</param>
/// <param name="Query">The query string without its question mark; may be empty.</param>
/// <param name="Body">The exact body, in UTF-8.</param>
/// <param name="Headers">As the provider sends them.</param>
public sealed record PresetVector(
    string Preset,
    string Name,
    bool IsAccepted,
    DateTimeOffset Now,
    string Method,
    string Query,
    string Body,
    ImmutableSortedDictionary<string, string> Headers)
{
    /// <summary>The secret or the public key; null if the scheme needs none.</summary>
    public string? Secret { get; init; }

    /// <summary>The id of the secret in the profile.</summary>
    public string SecretId { get; init; } = "k1";

    /// <summary>The profile's parameters.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The URL that is registered with the provider; null if the scheme needs none.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The sender's address, if the scheme verifies it.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>The parts of the identity; default if the fingerprint is used instead, or if nothing is delivered.</summary>
    public ImmutableArray<string> Key { get; init; }

    /// <summary>For the test runner's output.</summary>
    public override string ToString() => $"{Preset} {Name}";
}
