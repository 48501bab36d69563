using BenchmarkDotNet.Attributes;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Benchmarks.Verification;

/// <summary>From a verified callback's fields to its key and fingerprint. The key is a string that outlives the callback.</summary>
[MemoryDiagnoser]
public class NamingBenchmarks : SignedBodyBenchmarks
{
    private readonly CallbackWorkspace _workspace = CallbackWorkspace.Rent();
    private VerificationResult _result;

    protected override void Prepare()
    {
        _result = Body.Verifier.Judge(Body.Message(), TimeProvider.System.GetUtcNow(), _workspace);
    }

    [Benchmark]
    public CallbackIdentity Identify() => Body.Verifier.Identify(Body.Message(), _result, _workspace);
}
