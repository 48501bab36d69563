namespace EdgeGateway.Health;

/// <summary>What <c>/health/ready</c> says.</summary>
/// <param name="IsReady">Whether the gateway should be sent callbacks.</param>
/// <param name="Checks">Each check's name and <see cref="Ok"/> or what is wrong.</param>
internal sealed record ReadinessReport(bool IsReady, IReadOnlyDictionary<string, string> Checks)
{
    public const string Ok = "ok";
}
