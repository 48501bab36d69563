namespace EdgeGateway.Proxy.Profiles;

/// <summary>Gives the profiles that are in force. Safe for concurrent use.</summary>
public interface ICallbackProfiles
{
    /// <summary>The profiles in force. One request reads them once and keeps what it got.</summary>
    CallbackProfiles Current { get; }
}
