using System.Globalization;
using System.Text.RegularExpressions;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

/// <summary>Metrics of the process, its disk, its configuration and its export.</summary>
public sealed partial class ProcessMetricsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_start_of_the_process_shows_a_restart()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant);
        var first = await StartTimeAsync(gateway);
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds((long)(first * 1000)), TimeProvider.System.GetUtcNow().AddMinutes(-2), TimeProvider.System.GetUtcNow());

        await gateway.KillAsync();
        await gateway.StartAsync();

        Assert.True(await StartTimeAsync(gateway) > first);
    }

    [Fact]
    public async Task A_change_that_is_rejected_is_counted()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant);
        Assert.Contains("\nedgegateway_configuration_rejections_total 0\n", await gateway.MetricsAsync(Token), StringComparison.Ordinal);

        gateway.Replace("{");
        await WaitForAsync(gateway, "\nedgegateway_configuration_rejections_total 1\n");
        gateway.Replace(gateway.Settings.ToJsonString());
        await WaitForAsync(gateway, "\nedgegateway_ready_check{check=\"configuration\"} 1\n");

        Assert.Contains("\nedgegateway_configuration_rejections_total 1\n", await gateway.MetricsAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task Batches_that_no_collector_takes_are_counted(string protocol)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(
            merchant,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"));
        Assert.Contains("\nedgegateway_telemetry_export_failures_total ", await gateway.MetricsAsync(Token), StringComparison.Ordinal);
        using var response = await gateway.Client.GetAsync(new Uri("/plain/a", UriKind.Relative), Token);

        await Eventually.TrueAsync(async () => !(await gateway.MetricsAsync(Token)).Contains("\nedgegateway_telemetry_export_failures_total 0\n", StringComparison.Ordinal), Token);
    }

    [Fact]
    public async Task The_disk_of_the_ledger_is_measured()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant);

        await WaitForAsync(gateway, "\nedgegateway_ledger_disk_free_bytes ");
        var page = await gateway.MetricsAsync(Token);
        var free = ValueOf(page, "edgegateway_ledger_disk_free_bytes");
        var size = ValueOf(page, "edgegateway_ledger_disk_size_bytes");

        Assert.InRange(free, 1, size);
    }

    private static async Task<double> StartTimeAsync(ProcessGateway gateway) => ValueOf(await gateway.MetricsAsync(Token), "process_start_time_seconds");

    private static double ValueOf(string page, string name) => double.Parse(
        Sample().Matches(page).Single(match => match.Groups[1].Value == name).Groups[2].Value, CultureInfo.InvariantCulture);

    private static Task WaitForAsync(ProcessGateway gateway, string text) =>
        Eventually.TrueAsync(async () => (await gateway.MetricsAsync(Token)).Contains(text, StringComparison.Ordinal), Token);

    [GeneratedRegex("^([a-z_]+) ([0-9.E+]+)$", RegexOptions.Multiline)]
    private static partial Regex Sample();
}
