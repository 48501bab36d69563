using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>What the callbacks' forwarder did, as YARP counts what its own does. Safe for concurrent use.</summary>
public sealed class ForwarderActivity
{
    private long _requests;
    private long _failed;
    private long _current;

    /// <summary>Begun since the start.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Those of them that did not come to their end.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Under way.</summary>
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
