using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace EdgeGateway.Telemetry;

/// <summary>
/// Collects metrics when Prometheus scrapes. Scrapes run one at a time and share one buffer, which keeps the size of the largest answer.
/// </summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly PrometheusBuffer _buffer = new();
    private readonly PrometheusWriter _writer;
    private readonly Dictionary<Metric, PrometheusFamily> _families = [];
    private readonly List<(PrometheusFamily Family, Metric Metric)> _metrics = [];

    public PrometheusExporter() => _writer = new PrometheusWriter(_buffer);

    /// <summary>Set by the reader: collects and calls <see cref="Export"/>.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>Collects the metrics and passes them to <paramref name="write"/>, which must not keep the bytes.</summary>
    /// <returns>False if collecting failed; then nothing was sent.</returns>
    public async ValueTask<bool> TryScrapeAsync(
        bool isOpenMetrics, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _buffer.Clear();
            _writer.IsOpenMetrics = isOpenMetrics;
            if (Collect is not { } collect || !collect(Timeout.Infinite))
            {
                return false;
            }

            await write(_buffer.Written, cancellationToken);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        _metrics.Clear();
        foreach (var metric in batch)
        {
            _metrics.Add((FamilyOf(metric), metric));
        }

        // The samples of a family must be adjacent, even if two meters have an instrument of the same name.
        _metrics.Sort(static (one, other) => string.CompareOrdinal(one.Family.Name, other.Family.Name));
        PrometheusFamily? open = null;
        foreach (var (family, metric) in _metrics)
        {
            if (open?.Name != family.Name)
            {
                open = family;
                _writer.WriteHead(family);
            }

            if (open.Kind == family.Kind)
            {
                _writer.WriteSamples(family, metric);
            }
        }

        _writer.WriteEnd();
        return ExportResult.Success;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gate.Dispose();
        }

        base.Dispose(disposing);
    }

    private PrometheusFamily FamilyOf(Metric metric)
    {
        if (!_families.TryGetValue(metric, out var family))
        {
            family = new PrometheusFamily(metric);
            _families.Add(metric, family);
        }

        return family;
    }
}
