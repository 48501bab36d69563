using System.Collections.Immutable;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Testing;

/// <summary>The schemes of the first six providers, which sign the fields of a strictly parsed body.</summary>
public static class FirstSchemes
{
    public static ImmutableArray<SignatureScheme> All { get; } =
    [
        SignatureSchemes.Cactus, SignatureSchemes.Carouseller, SignatureSchemes.Cabbagino, SignatureSchemes.TarlanAgws,
        SignatureSchemes.TarlanAcquiring, SignatureSchemes.CryptoCloud,
    ];
}
