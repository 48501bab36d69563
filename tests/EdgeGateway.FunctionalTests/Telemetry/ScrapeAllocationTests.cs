using System.Globalization;
using System.Text.RegularExpressions;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

public sealed partial class ScrapeAllocationTests
{
    private const int Scrapes = 50;

    /// <summary>Allowance for other work of the process, and for a page that is a few digits longer.</summary>
    private const double Margin = 1.25;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs the program in its own process, because the metrics page reports the allocations of the whole process.</summary>
    [Fact]
    public async Task Repeated_scrapes_do_not_allocate_more()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant, ("DOTNET_TieredCompilation", "0"));
        foreach (var provider in ReferenceProviders.All)
        {
            using var response = await gateway.SendAsync(provider, provider.Callback(), Token);
        }

        await ScrapeAsync(gateway);
        var start = await ScrapeAsync(gateway);
        var middle = await ScrapeAsync(gateway);
        var end = await ScrapeAsync(gateway);

        Assert.True(middle > start);
        Assert.True(end - middle <= (middle - start) * Margin, $"{Scrapes} scrapes allocated {middle - start} bytes, the next {Scrapes} {end - middle}");
    }

    /// <summary>The total allocations of the process after some more scrapes.</summary>
    private static async Task<double> ScrapeAsync(ProcessGateway gateway)
    {
        var page = "";
        for (var scrape = 0; scrape < Scrapes; scrape++)
        {
            page = await gateway.MetricsAsync(Token);
        }

        return double.Parse(Allocated().Match(page).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^dotnet_gc_heap_total_allocated_bytes_total ([0-9.E+]+)$", RegexOptions.Multiline)]
    private static partial Regex Allocated();
}
