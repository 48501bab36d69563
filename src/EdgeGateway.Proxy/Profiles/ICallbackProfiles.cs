namespace EdgeGateway.Proxy.Profiles;

/// <summary>Provides the current profiles. Safe for concurrent use.</summary>
public interface ICallbackProfiles
{
    /// <summary>The current profiles. A request reads them once and keeps that value.</summary>
    CallbackProfiles Current { get; }
}
