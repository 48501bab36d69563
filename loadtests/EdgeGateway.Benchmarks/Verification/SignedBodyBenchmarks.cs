using BenchmarkDotNet.Attributes;

namespace EdgeGateway.Benchmarks.Verification;

/// <summary>One provider's signed callback in one size.</summary>
public abstract class SignedBodyBenchmarks
{
    [Params("Cactus", "Carouseller", "CarousellerForm", "TarlanAgws", "TarlanAcquiring", "CryptoCloud")]
    public string Callback { get; set; } = "Cactus";

    /// <summary>In bytes; 0 is the documented sample.</summary>
    [Params(0, 4_000, 60_000)]
    public int Size { get; set; }

    internal SignedBody Body { get; private set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        Body = SignedBody.Create(Callback, Size);
        Prepare();
    }

    /// <summary>Prepares the benchmark, and checks that it measures the right thing.</summary>
    protected abstract void Prepare();
}
