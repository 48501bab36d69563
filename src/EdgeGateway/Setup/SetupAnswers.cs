using System.Collections.Immutable;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Setup;

/// <summary>What <c>init</c> was told, by options or by answers.</summary>
internal sealed record SetupAnswers
{
    public required ImmutableArray<SignatureScheme> Schemes { get; init; }

    /// <summary>The merchant's application.</summary>
    public required Uri Merchant { get; init; }

    /// <summary>The address of the gateway at the provider; null if no scheme signs it.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The values of the schemes' parameters, by name.</summary>
    public ImmutableDictionary<string, string> Parameters { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The secrets by the names of their files; a missing one is filled in by the operator.</summary>
    public ImmutableDictionary<string, string> Secrets { get; init; } = ImmutableDictionary<string, string>.Empty;
}
