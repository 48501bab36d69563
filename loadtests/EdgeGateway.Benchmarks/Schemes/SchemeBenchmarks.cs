using System.Text.Json;
using BenchmarkDotNet.Attributes;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Benchmarks.Schemes;

/// <summary>
/// Schemes as data, from bytes to verdict. The floor is one pass of the JSON reader over the body and one digest of what is signed,
/// with Wise's RSA.
/// </summary>
[MemoryDiagnoser]
public class SchemeBenchmarks
{
    private readonly CallbackWorkspace _workspace = CallbackWorkspace.Rent();
    private SchemeCallback _callback = null!;
    private byte[] _altered = null!;

    [Params("stripe", "standardwebhooks", "adyen", "wise", "tbank")]
    public string Scheme { get; set; } = "stripe";

    /// <summary>The approximate size in bytes.</summary>
    [Params(300, 4_000, 60_000)]
    public int Size { get; set; }

    /// <summary>The body's length in bytes.</summary>
    internal int Length => _callback.Bytes.Length;

    [GlobalSetup]
    public void Setup()
    {
        _callback = SchemeCallback.Create(Scheme, Size);
        _altered = [.. _callback.Bytes];
        _altered[_altered.AsSpan().IndexOf("1050"u8) is var amount and >= 0 ? amount : _altered.AsSpan().IndexOf("evt_1"u8)]++;
        if (Scheme == "wise")
        {
            _altered[_altered.AsSpan().IndexOf("111"u8)]++;
        }

        if (Verify() != RefusalReason.None || WrongSignature() == RefusalReason.None)
        {
            throw new InvalidOperationException($"{Scheme} of {Size} bytes is not verified as expected.");
        }
    }

    [Benchmark(Baseline = true)]
    public int Floor()
    {
        var tokens = 0;
        var reader = new Utf8JsonReader(_callback.Bytes);
        while (reader.Read())
        {
            tokens++;
        }

        return tokens + _callback.Digest();
    }

    [Benchmark]
    public RefusalReason Verify() => _callback.Verifier.Judge(_callback.Message(), _callback.Now, _workspace).Reason;

    [Benchmark]
    public RefusalReason WrongSignature() => _callback.Verifier.Judge(_callback.Message(_altered), _callback.Now, _workspace).Reason;

    [Benchmark]
    public CallbackIdentity VerifyAndIdentify() =>
        _callback.Verifier.Identify(_callback.Message(), _callback.Verifier.Judge(_callback.Message(), _callback.Now, _workspace), _workspace);
}
