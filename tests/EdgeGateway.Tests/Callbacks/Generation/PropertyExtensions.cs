using FsCheck;

namespace EdgeGateway.Tests.Callbacks.Generation;

internal static class PropertyExtensions
{
    /// <summary>Checks a number of cases; a failure contains the smallest case and the seed.</summary>
    public static void Holds(this Property property, int cases) =>
        property.Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(cases));
}
