namespace EdgeGateway.Health;

/// <summary>The result of <c>/health/ready</c>.</summary>
/// <param name="IsReady">Whether the gateway is ready for callbacks.</param>
/// <param name="Checks">Each check's name and <see cref="Ok"/> or what is wrong.</param>
internal sealed record ReadinessReport(bool IsReady, IReadOnlyDictionary<string, string> Checks)
{
    public const string Ok = "ok";
}
