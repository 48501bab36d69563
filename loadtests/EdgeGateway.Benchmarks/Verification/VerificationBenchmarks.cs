using BenchmarkDotNet.Attributes;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Benchmarks.Verification;

/// <summary>
/// From bytes to verdict. The floor is the necessary minimum: one pass over the body and one digest of the canonical
/// bytes. The naive verifier is typical code of a merchant.
/// </summary>
[MemoryDiagnoser]
public class VerificationBenchmarks : SignedBodyBenchmarks
{
    private readonly CallbackWorkspace _workspace = CallbackWorkspace.Rent();
    private byte[] _wrong = null!;
    private Floor _floor = null!;
    private DateTimeOffset _now;

    protected override void Prepare()
    {
        _now = TimeProvider.System.GetUtcNow();
        _wrong = (byte[])Body.Bytes.Clone();
        _wrong[_wrong.AsSpan().IndexOf("id"u8) + 1] = (byte)'e';
        _floor = new Floor(Body);
        if (Verify() != RefusalReason.None || TwoSecrets() != RefusalReason.None || WrongSignature() == RefusalReason.None || !Naive())
        {
            throw new InvalidOperationException($"{Callback} of {Size} bytes is not verified as expected.");
        }
    }

    [Benchmark(Baseline = true)]
    public int Floor() => _floor.Run();

    [Benchmark]
    public RefusalReason Verify() =>
        Body.Verifier.Judge(Body.Message(), _now, _workspace).Reason;

    [Benchmark]
    public RefusalReason TwoSecrets() =>
        Body.TwoSecretsVerifier.Judge(Body.Message(), _now, _workspace).Reason;

    [Benchmark]
    public RefusalReason WrongSignature() =>
        Body.Verifier.Judge(Body.Message(_wrong), _now, _workspace).Reason;

    [Benchmark]
    public CallbackIdentity VerifyAndIdentify() =>
        Body.Verifier.Identify(Body.Message(), Body.Verifier.Judge(Body.Message(), _now, _workspace), _workspace);

    [Benchmark]
    public bool Naive() => NaiveVerifier.Verify(Body);
}
