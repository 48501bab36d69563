using BenchmarkDotNet.Attributes;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Benchmarks.Verification;

/// <summary>
/// From bytes to verdict. The floor is what nobody can do without: one bare pass over the body and one digest of the canonical
/// bytes. The naive way is what a merchant writes.
/// </summary>
[MemoryDiagnoser]
public class VerificationBenchmarks : SignedBodyBenchmarks
{
    private readonly CallbackWorkspace _workspace = CallbackWorkspace.Rent();
    private byte[] _wrong = null!;
    private string? _wrongHeader;
    private Floor _floor = null!;
    private DateTimeOffset _now;

    protected override void Prepare()
    {
        _now = TimeProvider.System.GetUtcNow();
        _wrong = (byte[])Body.Bytes.Clone();
        _wrong[_wrong.AsSpan().IndexOf("id"u8) + 1] = (byte)'e';
        _wrongHeader = Body.Header;
        _floor = new Floor(Body);
        if (!Verify().IsVerified || !TwoSecrets().IsVerified || WrongSignature().IsVerified || !Naive())
        {
            throw new InvalidOperationException($"{Callback} of {Size} bytes is not judged as it should be.");
        }
    }

    [Benchmark(Baseline = true)]
    public int Floor() => _floor.Run();

    [Benchmark]
    public VerificationResult Verify() =>
        Body.Verifier.Verify(Body.Bytes, Body.Format, Body.Header, _now, _workspace);

    [Benchmark]
    public VerificationResult TwoSecrets() =>
        Body.TwoSecretsVerifier.Verify(Body.Bytes, Body.Format, Body.Header, _now, _workspace);

    [Benchmark]
    public VerificationResult WrongSignature() =>
        Body.Verifier.Verify(_wrong, Body.Format, _wrongHeader, _now, _workspace);

    [Benchmark]
    public CallbackIdentity VerifyAndIdentify() => Body.Verifier.Identify(Body.Bytes, Verify(), _workspace);

    [Benchmark]
    public bool Naive() => NaiveVerifier.Verify(Body);
}
