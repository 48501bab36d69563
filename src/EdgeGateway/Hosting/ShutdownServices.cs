using System.Globalization;
using EdgeGateway.Configuration.Options;

namespace EdgeGateway.Hosting;

/// <summary>Registers the shutdown behavior of the gateway.</summary>
internal static class ShutdownServices
{
    /// <summary>Reads the configuration without validation; it is validated, and faults are reported, when all of it is read.</summary>
    public static void AddDrain(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("Shutdown");
        var options = new ShutdownOptions();
        options.DrainDelay = Read(section[nameof(options.DrainDelay)], options.DrainDelay);
        options.ShutdownTimeout = Read(section[nameof(options.ShutdownTimeout)], options.ShutdownTimeout);
        builder.Services.AddSingleton(options);
        builder.Services.AddHostedService<Drain>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
    }

    private static TimeSpan Read(string? text, TimeSpan otherwise) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero ? time : otherwise;
}
