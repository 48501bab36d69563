using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EdgeGateway.Callbacks.Ledger;

/// <summary>
/// A unique 128-bit id of a claim's owner: one half is random per process, the other is a counter. It need not be unguessable, because
/// using it requires access to the ledger.
/// </summary>
public readonly record struct OwnerToken(UInt128 Value)
{
    private static readonly ulong _process = Random();
    private static ulong _count = Random();

    /// <summary>Creates a new token.</summary>
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
