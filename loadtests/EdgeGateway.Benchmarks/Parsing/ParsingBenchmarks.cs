using BenchmarkDotNet.Attributes;
using EdgeGateway.Benchmarks.Verification;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Benchmarks.Parsing;

/// <summary>From bytes to fields.</summary>
[MemoryDiagnoser]
public class ParsingBenchmarks
{
    private readonly FieldTable _table = new();
    private SignedBody _body = null!;

    [Params(BodyFormats.Json, BodyFormats.Form)]
    public BodyFormats Format { get; set; } = BodyFormats.Json;

    /// <summary>In bytes; 0 is the documented sample.</summary>
    [Params(0, 4_000, 60_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _body = SignedBody.Create(Format == BodyFormats.Form ? "CarousellerForm" : "Carouseller", Size);
        if (Parse() != RefusalReason.None)
        {
            throw new InvalidOperationException($"The {Format} body of {Size} bytes cannot be parsed.");
        }
    }

    [Benchmark]
    public RefusalReason Parse()
    {
        _table.Clear();
        return Format == BodyFormats.Form ? FormFieldParser.Parse(_body.Bytes, _table) : JsonFieldParser.Parse(_body.Bytes, _table);
    }
}
