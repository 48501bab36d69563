using System.Collections.Immutable;
using EdgeGateway.Callbacks;
using EdgeGateway.SdkTests.Callbacks;

namespace EdgeGateway.SdkTests.Differences;

/// <summary>Alterations of a genuine callback of which the gateway thinks otherwise than a provider's package, on purpose.</summary>
/// <param name="Name">As docs/guarantees.md calls it.</param>
/// <param name="IsGatewayStricter">Whether the gateway refuses what the package accepts; otherwise it accepts what the package refuses.</param>
internal sealed record KnownDifference(string Name, bool IsGatewayStricter)
{
    /// <summary>Where it shows with every callback.</summary>
    public ImmutableArray<(string Alteration, ImmutableArray<string> Providers)> Cases { get; init; } = [];

    /// <summary>Where it shows when chance hits the right place.</summary>
    public ImmutableArray<(string Alteration, ImmutableArray<string> Providers)> Chances { get; init; } = [];

    /// <summary>The gateway's reasons that show it whatever was altered, of these providers; of none: of all.</summary>
    public (ImmutableArray<RefusalReason> Reasons, ImmutableArray<string> Providers) Whatever { get; init; } = ([], []);

    /// <summary>The callbacks that show it whatever was altered.</summary>
    public Func<SdkCallback, bool> Shows { get; init; } = static _ => false;

    /// <summary>Whether it explains two verdicts that differ.</summary>
    /// <param name="altered">The callback.</param>
    /// <param name="alteration">The name of the alteration.</param>
    /// <param name="reason">The gateway's; none when it accepts.</param>
    public bool Explains(SdkCallback altered, string alteration, RefusalReason reason) =>
        IsGatewayStricter == (reason != RefusalReason.None)
        && (Cases.Concat(Chances).Any(one => one.Alteration == alteration && one.Providers.Contains(altered.Provider))
            || (Whatever.Reasons.Contains(reason) && (Whatever.Providers.IsEmpty || Whatever.Providers.Contains(altered.Provider)))
            || Shows(altered));
}
