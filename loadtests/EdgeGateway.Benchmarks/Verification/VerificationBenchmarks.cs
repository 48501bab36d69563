using BenchmarkDotNet.Attributes;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Benchmarks.Verification;

/// <summary>
/// From bytes to verdict. The floor is what nobody can do without: one bare pass over the body and one digest of the canonical
/// bytes. The naive way is what a merchant writes.
/// </summary>
[MemoryDiagnoser]
public class VerificationBenchmarks
{
    private readonly CallbackWorkspace _workspace = CallbackWorkspace.Rent();
    private SignedBody _body = null!;
    private byte[] _wrong = null!;
    private string? _wrongHeader;
    private Floor _floor = null!;
    private DateTimeOffset _now;

    [Params("Cactus", "Carouseller", "CarousellerForm", "TarlanAgws", "TarlanAcquiring", "CryptoCloud")]
    public string Callback { get; set; } = "Cactus";

    /// <summary>In bytes; 0 is the documented sample.</summary>
    [Params(0, 4_000, 60_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _body = SignedBody.Create(Callback, Size);
        _now = TimeProvider.System.GetUtcNow();
        _wrong = (byte[])_body.Bytes.Clone();
        _wrong[_wrong.AsSpan().IndexOf("id"u8) + 1] = (byte)'e';
        _wrongHeader = _body.Header;
        _floor = new Floor(_body);
        if (!Verify().IsVerified || !TwoSecrets().IsVerified || WrongSignature().IsVerified || !Naive())
        {
            throw new InvalidOperationException($"{Callback} of {Size} bytes is not judged as it should be.");
        }
    }

    [Benchmark(Baseline = true)]
    public int Floor() => _floor.Run();

    [Benchmark]
    public VerificationResult Verify() =>
        _body.Verifier.Verify(_body.Bytes, _body.Format, _body.Header, _now, _workspace);

    [Benchmark]
    public VerificationResult TwoSecrets() =>
        _body.TwoSecretsVerifier.Verify(_body.Bytes, _body.Format, _body.Header, _now, _workspace);

    [Benchmark]
    public VerificationResult WrongSignature() =>
        _body.Verifier.Verify(_wrong, _body.Format, _wrongHeader, _now, _workspace);

    [Benchmark]
    public CallbackIdentity VerifyAndIdentify() => _body.Verifier.Identify(_body.Bytes, Verify(), _workspace);

    [Benchmark]
    public bool Naive() => NaiveVerifier.Verify(_body);
}
