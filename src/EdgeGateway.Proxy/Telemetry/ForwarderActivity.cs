using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>Counts requests of the callback forwarder in the same way as YARP's own counters. Safe for concurrent use.</summary>
public sealed class ForwarderActivity
{
    private long _requests;
    private long _failed;
    private long _current;

    /// <summary>Requests started since the process started.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Requests that failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Requests in progress.</summary>
    public long Current => Interlocked.Read(ref _current);

    internal void Started()
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Increment(ref _current);
    }

    internal void Ended(ForwarderError error)
    {
        Interlocked.Decrement(ref _current);
        if (error != ForwarderError.None)
        {
            Interlocked.Increment(ref _failed);
        }
    }
}
