using System.Globalization;
using EdgeGateway.Testing.Merchants;

namespace EdgeGateway.Testing.Otlp;

/// <summary>
/// Receives what a gateway exports by OTLP over HTTP, and reads it by the field numbers of
/// https://github.com/open-telemetry/opentelemetry-proto.
/// </summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly TestMerchant _server;

    private OtlpCollector(TestMerchant server) => _server = server;

    /// <summary>The environment variables of a gateway that exports to this collector without delay.</summary>
    public (string Name, string Value)[] Environment =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", _server.Address.AbsoluteUri),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "100"),
    ];

    /// <summary>The paths that something was sent to.</summary>
    public IEnumerable<string> Paths => _server.Deliveries.Select(static delivery => delivery.Path).Distinct();

    /// <summary>The spans received so far.</summary>
    public IReadOnlyList<OtlpSpan> Spans =>
    [
        .. from resource in Resources("/v1/traces")
           from scope in resource.Messages(2)
           from span in scope.Messages(2)
           select new OtlpSpan(
               scope.Messages(1).Single().Text(1),
               span.Text(5),
               (int)span.Number(6),
               (int)(span.Messages(15).SingleOrDefault()?.Number(3) ?? 0),
               span.Hex(1),
               span.Hex(2),
               span.Hex(4),
               Attributes(span, 9),
               Attributes(resource.Messages(1).Single(), 1)),
    ];

    /// <summary>The log entries received so far.</summary>
    public IReadOnlyList<OtlpLog> Logs =>
    [
        .. from resource in Resources("/v1/logs")
           from scope in resource.Messages(2)
           from log in scope.Messages(2)
           select new OtlpLog(
               scope.Messages(1).Single().Text(1),
               log.Text(12),
               log.Messages(5).SingleOrDefault()?.Text(1) ?? "",
               log.Hex(9),
               log.Hex(10),
               Attributes(log, 6),
               Attributes(resource.Messages(1).Single(), 1)),
    ];

    /// <summary>A collector on a free port.</summary>
    public static async Task<OtlpCollector> StartNewAsync()
    {
        var server = await TestMerchant.StartNewAsync();
        server.AnswerWith(200);
        return new OtlpCollector(server);
    }

    /// <summary>The first span for which that is true, once it was received.</summary>
    public async Task<OtlpSpan> WaitForSpanAsync(Func<OtlpSpan, bool> condition, CancellationToken cancellationToken)
    {
        await Eventually.TrueAsync(() => Task.FromResult(Spans.Any(condition)), cancellationToken);
        return Spans.First(condition);
    }

    /// <summary>The first log entry for which that is true, once it was received.</summary>
    public async Task<OtlpLog> WaitForLogAsync(Func<OtlpLog, bool> condition, CancellationToken cancellationToken)
    {
        await Eventually.TrueAsync(() => Task.FromResult(Logs.Any(condition)), cancellationToken);
        return Logs.First(condition);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private IEnumerable<ProtoMessage> Resources(string path) =>
        _server.Deliveries.Where(delivery => delivery.Path == path).SelectMany(static delivery => new ProtoMessage(delivery.Body).Messages(1));

    private static Dictionary<string, string> Attributes(ProtoMessage owner, int number)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var attribute in owner.Messages(number))
        {
            attributes[attribute.Text(1)] = TextOf(attribute.Messages(2).SingleOrDefault());
        }

        return attributes;
    }

    private static string TextOf(ProtoMessage? value) => value switch
    {
        null => "",
        _ when value.Has(2) => value.Number(2) == 1 ? "true" : "false",
        _ when value.Has(3) => ((long)value.Number(3)).ToString(CultureInfo.InvariantCulture),
        _ when value.Has(4) => BitConverter.UInt64BitsToDouble(value.Number(4)).ToString(CultureInfo.InvariantCulture),
        _ => value.Text(1),
    };
}
