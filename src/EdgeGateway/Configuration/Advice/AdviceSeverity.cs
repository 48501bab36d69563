namespace EdgeGateway.Configuration.Advice;

/// <summary>The severity of a piece of advice.</summary>
internal enum AdviceSeverity
{
    /// <summary>Worth knowing; no setting changes it.</summary>
    Note,

    /// <summary>A risk that a setting, or the merchant, can close.</summary>
    Warning,

    /// <summary>The configuration is not valid.</summary>
    Error,
}
