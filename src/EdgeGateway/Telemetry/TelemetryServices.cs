using System.Diagnostics.Metrics;
using EdgeGateway.Logging;
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

    /// <summary>Without YARP's, whose span of each request would be a second one beside the host's.</summary>
    private static readonly string[] _sources = [CallbackTelemetry.Name, "Microsoft.AspNetCore", "System.Net.Http"];

    /// <summary>One for all signals of this process.</summary>
    private static readonly string _instance = Guid.NewGuid().ToString();

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var signals = OtlpSignals.Read(builder.Configuration);
        builder.Services.AddSingleton<PrometheusExporter>();
        builder.Services.AddSingleton<YarpCounters>();
        builder.Services.AddSingleton<ProcessGauges>();
        builder.Services.AddSingleton<ExportFailures>();
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
                logging.IncludeFormattedMessage = true;
                logging.AddProcessor(static services => new StackTraceProcessor(new StackTraceLimit(services.GetRequiredService<TimeProvider>())));
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
        services.GetRequiredService<ProcessGauges>();
        services.GetRequiredService<ExportFailures>();
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

    /// <summary>OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES take precedence; without them the program's name and version are used.</summary>
    private static ResourceBuilder Name(ResourceBuilder resource)
    {
        var environment = Environment.GetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES") ?? "";
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME")) && !Sets("service.name"))
        {
            resource.AddService(DefaultServiceName, autoGenerateServiceInstanceId: false);
        }

        return resource.AddAttributes(
            new Dictionary<string, object> { ["service.version"] = ProgramVersion.Text, ["service.instance.id"] = _instance }.Where(attribute => !Sets(attribute.Key)));

        bool Sets(string name) => environment.Split(',').Any(pair => pair.TrimStart().StartsWith($"{name}=", StringComparison.Ordinal));
    }
}
