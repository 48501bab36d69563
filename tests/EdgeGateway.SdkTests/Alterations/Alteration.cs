using System.Collections.Immutable;
using EdgeGateway.SdkTests.Callbacks;

namespace EdgeGateway.SdkTests.Alterations;

/// <summary>A change of a genuine callback or of its receiver's settings.</summary>
/// <param name="Name">The unique name, which the list of known differences uses.</param>
/// <param name="Change">Makes the change; null if it does not apply to the provider's callbacks.</param>
internal sealed record Alteration(string Name, Func<SdkCallback, Random, SdkCallback?> Change)
{
    public static ImmutableArray<Alteration> All { get; } =
    [
        .. BodyAlterations.All,
        .. FieldAlterations.All,
        .. FormAlterations.All,
        .. SignatureTextAlterations.All,
        .. SignatureListAlterations.All,
        .. HeaderAlterations.All,
        .. ReceiverAlterations.All,
    ];

    public static Alteration Of(string name) => All.Single(alteration => alteration.Name == name);

    /// <summary>For the test runner's output.</summary>
    public override string ToString() => Name;
}
