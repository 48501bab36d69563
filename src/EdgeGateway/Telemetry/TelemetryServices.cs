using System.Diagnostics.Metrics;
using EdgeGateway.Proxy.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EdgeGateway.Telemetry;

/// <summary>Registers the metrics page and, if configured, the export to a collector.</summary>
internal static class TelemetryServices
{
    private const string DefaultServiceName = "edgegateway";

    private static readonly string[] _meters =
    [
        CallbackTelemetry.Name, YarpCounters.MeterName, "System.Runtime", "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Net.NameResolution",
    ];

    private static readonly string[] _sources = [CallbackTelemetry.Name, "Microsoft.AspNetCore", "Yarp.ReverseProxy", "System.Net.Http"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var signals = OtlpSignals.Read(builder.Configuration);
        builder.Services.AddSingleton<PrometheusExporter>();
        builder.Services.AddSingleton<YarpCounters>();
        builder.Services.AddSingleton(services => CreateMeterProvider(services, signals));
        if (signals.Traces)
        {
            builder.Services.AddSingleton(CreateTracerProvider);
        }

        if (signals.Logs)
        {
            builder.Logging.AddOpenTelemetry(static logging =>
            {
                logging.SetResourceBuilder(Name(ResourceBuilder.CreateDefault()));
                logging.IncludeScopes = true;
                logging.AddOtlpExporter();
            });
        }
    }

    /// <summary>Starts before the first callback, because measurements without a listener are lost.</summary>
    public static void StartTelemetry(this IServiceProvider services)
    {
        services.GetRequiredService<MeterProvider>();
        services.GetService<TracerProvider>();
        services.GetRequiredService<YarpCounters>();
    }

    private static MeterProvider CreateMeterProvider(IServiceProvider services, OtlpSignals signals)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        var builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(static resource => Name(resource))
            .AddMeter(_meters)
            // Another host in this process has meters with the same names.
            .AddView(instrument => instrument.Meter.Scope is IMeterFactory other && other != factory ? MetricStreamConfiguration.Drop : null)
            .AddReader(new BaseExportingMetricReader(services.GetRequiredService<PrometheusExporter>()));
        if (signals.Traces)
        {
            builder.SetExemplarFilter(ExemplarFilterType.TraceBased);
        }

        if (signals.Metrics)
        {
            builder.AddOtlpExporter();
        }

        return builder.Build();
    }

    private static TracerProvider CreateTracerProvider(IServiceProvider services) => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(static resource => Name(resource))
        .AddSource(_sources)
        .AddOtlpExporter()
        .Build();

    /// <summary>OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES take precedence; without them the program's name is used.</summary>
    private static ResourceBuilder Name(ResourceBuilder resource) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME"))
        && Environment.GetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES")?.Contains("service.name=", StringComparison.Ordinal) != true
            ? resource.AddService(DefaultServiceName)
            : resource;
}
