using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Proxy.Bodies;

/// <summary>How much memory the bodies in flight may take together.</summary>
internal sealed class BufferBudget(ICallbackProfiles profiles)
{
    private long _reserved;

    /// <summary>What the bodies take now.</summary>
    public long Reserved => Interlocked.Read(ref _reserved);

    /// <summary>What they may take.</summary>
    public long Limit => profiles.Current.MaxBufferedBytes;

    /// <summary>Takes that much more, or nothing.</summary>
    public bool TryReserve(long bytes)
    {
        if (Interlocked.Add(ref _reserved, bytes) <= Limit)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    /// <summary>Gives back what was reserved.</summary>
    public void Release(long bytes) => Interlocked.Add(ref _reserved, -bytes);
}
