using BenchmarkDotNet.Attributes;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Benchmarks.Verification;

/// <summary>From a verified callback's fields to its key and fingerprint. The key is a string that outlives the callback.</summary>
[MemoryDiagnoser]
public class NamingBenchmarks
{
    private readonly CallbackWorkspace _workspace = CallbackWorkspace.Rent();
    private SignedBody _body = null!;
    private VerificationResult _result;

    [Params("Cactus", "Carouseller", "CarousellerForm", "TarlanAgws", "TarlanAcquiring", "CryptoCloud")]
    public string Callback { get; set; } = "Cactus";

    /// <summary>In bytes; 0 is the documented sample.</summary>
    [Params(0, 4_000, 60_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _body = SignedBody.Create(Callback, Size);
        _result = _body.Verifier.Verify(_body.Bytes, _body.Format, _body.Header, TimeProvider.System.GetUtcNow(), _workspace);
    }

    [Benchmark]
    public CallbackIdentity Identify() => _body.Verifier.Identify(_body.Bytes, _result, _workspace);
}
