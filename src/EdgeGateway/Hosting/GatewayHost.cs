using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration;
using EdgeGateway.Endpoints;
using EdgeGateway.Health;
using EdgeGateway.Logging;
using EdgeGateway.Proxy.Hosting;
using EdgeGateway.Telemetry;
using EdgeGateway.Tls;

namespace EdgeGateway.Hosting;

/// <summary>Builds the gateway.</summary>
internal static class GatewayHost
{
    /// <summary>The host logs why it could not start with a stack trace; the command says it in one sentence.</summary>
    private const string StartFailures = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>Creates a gateway that is ready to run.</summary>
    /// <param name="arguments">Where the configuration is.</param>
    /// <param name="configureServices">Replaces services; for tests.</param>
    /// <exception cref="ConfigurationException">The configuration is not valid.</exception>
    public static WebApplication Create(GatewayArguments arguments, Action<IServiceCollection>? configureServices = null)
    {
        // The content root is the program's directory, so that an appsettings.json in the working directory is not read.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddGatewaySources(arguments);
        builder.WebHost.UseKestrelHttpsConfiguration();

        // Changes are not followed: Kestrel would change its endpoints for a configuration that is rejected as a whole.
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            HeaderOctets.Keep(kestrel);
            var section = KestrelSection.Read(context.Configuration);
            KestrelLimits.Apply(kestrel.Limits, section);
            kestrel.Configure(section, reloadOnChange: false)
                .ConfigureEndpoints(kestrel.ApplicationServices.GetRequiredService<ServerCertificates>(), section, context.Configuration);
        });

        builder.AddDiagnostics();
        builder.AddNotifications();
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddCallbackConfiguration(builder.Configuration)
            .AddCallbacks()
            .ConfigureHttpClient(static (context, handler) => HeaderOctets.Keep(context.NewConfig, handler));
        builder.Services.AddSingleton(LedgerFactory.Create);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<ServerCertificates>();
        builder.Services.AddSingleton<ReadinessGauges>();
        builder.Services.AddSingleton<DestinationGauges>();
        builder.AddTelemetry();

        // The first filter's middleware is the outermost.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ManagementFilter>());
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ServerSpanFilter>());
        builder.Services.AddTraceBoundary();
        builder.AddLogFormat();
        builder.AddDrain();
        builder.Services.AddHostedService<LedgerStart>();
        builder.Services.AddHostedService<SystemdNotifier>();
        WebApplication? built = null;
        builder.Logging.AddFilter(StartFailures, level => level >= LogLevel.Information && built is { Lifetime.ApplicationStarted.IsCancellationRequested: true });
        configureServices?.Invoke(builder.Services);

        var app = builder.Build();
        built = app;
        app.Services.GetRequiredService<CallbackConfigurationProvider>().Load();
        app.Services.GetRequiredService<ICallbackLedger>();
        app.Services.StartTelemetry();
        app.Services.GetRequiredService<ReadinessGauges>();
        app.Services.GetRequiredService<DestinationGauges>();
        app.MapCallbacks();
        return app;
    }
}
