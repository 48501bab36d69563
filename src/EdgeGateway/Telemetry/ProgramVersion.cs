using System.Reflection;

namespace EdgeGateway.Telemetry;

/// <summary>The version of the running program, with its commit.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
