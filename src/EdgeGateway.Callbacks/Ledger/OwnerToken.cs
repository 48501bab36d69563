using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EdgeGateway.Callbacks.Ledger;

/// <summary>
/// A 128-bit name of one claim's owner that no other claim has: half of it random for each process, half counted. Who could make
/// use of a guess has the ledger itself at hand.
/// </summary>
public readonly record struct OwnerToken(UInt128 Value)
{
    private static readonly ulong _process = Random();
    private static ulong _count = Random();

    /// <summary>A fresh token.</summary>
    public static OwnerToken Create() => new(new UInt128(_process, Interlocked.Increment(ref _count)));

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", provider: null);

    private static ulong Random()
    {
        ulong value = 0;
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref value)));
        return value;
    }
}
