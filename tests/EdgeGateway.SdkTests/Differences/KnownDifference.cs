using System.Collections.Immutable;
using EdgeGateway.Callbacks;
using EdgeGateway.SdkTests.Callbacks;

namespace EdgeGateway.SdkTests.Differences;

/// <summary>An intended difference between the gateway's verdict and a package's for altered callbacks.</summary>
/// <param name="Name">The name in docs/guarantees.md.</param>
/// <param name="IsGatewayStricter">Whether the gateway refuses what the package accepts; otherwise it accepts what the package refuses.</param>
internal sealed record KnownDifference(string Name, bool IsGatewayStricter)
{
    /// <summary>The alterations that show it with every callback.</summary>
    public ImmutableArray<(string Alteration, ImmutableArray<string> Providers)> Cases { get; init; } = [];

    /// <summary>The alterations that show it with some callbacks.</summary>
    public ImmutableArray<(string Alteration, ImmutableArray<string> Providers)> Chances { get; init; } = [];

    /// <summary>The gateway's reasons that show it with any alteration, for these providers; none: for all.</summary>
    public (ImmutableArray<RefusalReason> Reasons, ImmutableArray<string> Providers) Whatever { get; init; } = ([], []);

    /// <summary>The callbacks that show it with any alteration.</summary>
    public Func<SdkCallback, bool> Shows { get; init; } = static _ => false;

    /// <summary>Whether it explains that the verdicts differ.</summary>
    /// <param name="altered">The callback.</param>
    /// <param name="alteration">The name of the alteration.</param>
    /// <param name="reason">The gateway's reason; None if it accepts.</param>
    public bool Explains(SdkCallback altered, string alteration, RefusalReason reason) =>
        IsGatewayStricter == (reason != RefusalReason.None)
        && (Cases.Concat(Chances).Any(one => one.Alteration == alteration && one.Providers.Contains(altered.Provider))
            || (Whatever.Reasons.Contains(reason) && (Whatever.Providers.IsEmpty || Whatever.Providers.Contains(altered.Provider)))
            || Shows(altered));
}
