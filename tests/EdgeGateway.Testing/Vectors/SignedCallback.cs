using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Testing.Vectors;

/// <summary>A callback as a provider would send it, and the expected result.</summary>
/// <param name="Id">The vector's name.</param>
/// <param name="Scheme">The scheme to verify it with.</param>
/// <param name="Secret">The provider's secret.</param>
/// <param name="Body">The exact body.</param>
/// <param name="SignatureHeader">The value of the scheme's header, or null.</param>
/// <param name="Expected">Accept, reject, or null if either is allowed.</param>
public sealed record SignedCallback(
    string Id, SignatureScheme Scheme, string Secret, string Body, string? SignatureHeader, bool? Expected)
{
    /// <summary>For the test runner's output.</summary>
    public override string ToString() => $"{Scheme.Name} {Id}";
}
