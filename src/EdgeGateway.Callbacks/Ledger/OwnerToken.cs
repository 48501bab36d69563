using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EdgeGateway.Callbacks.Ledger;

/// <summary>An unguessable 128-bit name of one claim's owner.</summary>
public readonly record struct OwnerToken(UInt128 Value)
{
    /// <summary>A fresh token.</summary>
    public static OwnerToken Create()
    {
        UInt128 value = default;
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<UInt128>(ref value)));
        return new OwnerToken(value);
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", provider: null);
}
