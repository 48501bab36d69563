using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Configuration.Validation;
using EdgeGateway.Diagnostics;
using EdgeGateway.Proxy.Diagnostics;

namespace EdgeGateway.Hosting;

/// <summary>Registers what is kept for diagnosis, and who may read it.</summary>
internal static class DiagnosticsServices
{
    private const int MaxCallbacks = 100;

    private const long MaxBytes = 8 * 1024 * 1024;

    /// <summary>Reads the configuration without validation; faults are reported when all of it is read, before anything is served.</summary>
    public static void AddDiagnostics(this WebApplicationBuilder builder)
    {
        var binder = new SectionBinder(new FaultList(builder.Configuration));
        var diagnostics = binder.Bind<DiagnosticsOptions>(builder.Configuration.GetSection(KnownSections.Diagnostics));
        builder.Services.AddSingleton(new ManagementAccess(binder.Bind<ManagementOptions>(builder.Configuration.GetSection(KnownSections.Management))));
        builder.Services.AddSingleton(new RefusedCallbacks(diagnostics.KeepRefused ? MaxCallbacks : 0, MaxBytes));
    }
}
