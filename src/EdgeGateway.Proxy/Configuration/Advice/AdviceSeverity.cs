namespace EdgeGateway.Proxy.Configuration.Advice;

/// <summary>How much depends on a piece of advice.</summary>
public enum AdviceSeverity
{
    /// <summary>Worth knowing; no setting changes it.</summary>
    Note,

    /// <summary>A risk that a setting, or the merchant, can close.</summary>
    Warning,
}
