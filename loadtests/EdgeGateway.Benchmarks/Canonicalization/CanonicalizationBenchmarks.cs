using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Verification;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Benchmarks.Canonicalization;

/// <summary>From fields to the octets that are signed, or that the fingerprint is computed from.</summary>
[MemoryDiagnoser]
public class CanonicalizationBenchmarks : SignedBodyBenchmarks
{
    private readonly FieldTable _table = new();
    private readonly ByteBuffer _content = new();
    private readonly ByteBuffer _base = new();
    private Canonicalizer _canonicalizer = null!;

    protected override void Prepare()
    {
        _canonicalizer = Callback switch
        {
            "TarlanAgws" => new SortedJsonCanonicalizer(omitted: null),
            "TarlanAcquiring" => new SortedJsonCanonicalizer("additional_data"),
            "CryptoCloud" => new SortedJsonCanonicalizer("token"),
            _ => new SortedPairsCanonicalizer(),
        };
        _ = Body.Format == BodyFormats.Form ? FormFieldParser.Parse(Body.Bytes, _table) : JsonFieldParser.Parse(Body.Bytes, _table);
        if (Canonicalize() == 0)
        {
            throw new InvalidOperationException($"{Callback} of {Size} bytes has no canonical form.");
        }
    }

    [Benchmark]
    public int Canonicalize()
    {
        _content.Clear();
        var reason = _canonicalizer.AppendContent(_table.FieldsOf(Body.Bytes), Rendering.Documented, allowAmbiguous: false, _content);
        return reason == RefusalReason.None ? _canonicalizer.BaseOf(_content, _base).Length : 0;
    }
}
