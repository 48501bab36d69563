using FsCheck;

namespace EdgeGateway.Tests.Callbacks.Generation;

internal static class PropertyExtensions
{
    /// <summary>Tries so many cases; a failure names the smallest case found and the seed.</summary>
    public static void Holds(this Property property, int cases) =>
        property.Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(cases));
}
