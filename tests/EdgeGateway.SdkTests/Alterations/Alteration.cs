using System.Collections.Immutable;
using EdgeGateway.SdkTests.Callbacks;

namespace EdgeGateway.SdkTests.Alterations;

/// <summary>One way in which a genuine callback, or its receiver's settings, can be changed.</summary>
/// <param name="Name">Unique; named in the list of known differences.</param>
/// <param name="Change">Makes the change; null where the provider's callbacks have nothing of that kind.</param>
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
