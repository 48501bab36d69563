using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Verification;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Benchmarks.Canonicalization;

/// <summary>From fields to the octets that are signed, or that the fingerprint is taken of.</summary>
[MemoryDiagnoser]
public class CanonicalizationBenchmarks
{
    private readonly FieldTable _table = new();
    private readonly ByteBuffer _content = new();
    private readonly ByteBuffer _base = new();
    private SignedBody _body = null!;
    private Canonicalizer _canonicalizer = null!;

    [Params("Cactus", "Carouseller", "CarousellerForm", "TarlanAgws", "TarlanAcquiring", "CryptoCloud")]
    public string Callback { get; set; } = "Cactus";

    /// <summary>In bytes; 0 is the documented sample.</summary>
    [Params(0, 4_000, 60_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _canonicalizer = Callback switch
        {
            "TarlanAgws" => new SortedJsonCanonicalizer(omitted: null),
            "TarlanAcquiring" => new SortedJsonCanonicalizer("additional_data"),
            "CryptoCloud" => new SortedJsonCanonicalizer("token"),
            _ => new SortedPairsCanonicalizer(),
        };
        _body = SignedBody.Create(Callback, Size);
        _ = _body.Format == BodyFormats.Form ? FormFieldParser.Parse(_body.Bytes, _table) : JsonFieldParser.Parse(_body.Bytes, _table);
        if (Canonicalize() == 0)
        {
            throw new InvalidOperationException($"{Callback} of {Size} bytes has no canonical form.");
        }
    }

    [Benchmark]
    public int Canonicalize()
    {
        _content.Clear();
        var reason = _canonicalizer.AppendContent(_table.Over(_body.Bytes), Rendering.Documented, _content);
        return reason == RefusalReason.None ? _canonicalizer.BaseOf(_content, _base).Length : 0;
    }
}
