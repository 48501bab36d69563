using System.Collections.Immutable;
using EdgeGateway.Configuration.Sources;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace EdgeGateway.Configuration.Binding;

/// <summary>The faults of one configuration, in the order in which they were found.</summary>
internal sealed class FaultList(IConfiguration configuration)
{
    private readonly List<(string Path, string Message, string? Origin)> _faults = [];

    public int Count => _faults.Count;

    /// <param name="path">The configuration key.</param>
    /// <param name="message">What is wrong and what is expected. Never a secret.</param>
    /// <param name="origin">The source of the fault, if it cannot be found from the value at <paramref name="path"/>.</param>
    public void Add(string path, string message, string? origin = null) => _faults.Add((path, message, origin));

    /// <summary>Whether there is a fault at <paramref name="path"/> or below; then its value must not be used.</summary>
    public bool Has(string path) => _faults.Exists(fault =>
        fault.Path.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (fault.Path.Length == path.Length || fault.Path[path.Length] == ':'));

    /// <summary>One line per fault, with the source of the value if known.</summary>
    public ImmutableArray<string> ToLines() =>
        [.. _faults.Select(fault => $"{fault.Path}: {OneLine(fault.Message)}{Bracketed(fault.Origin ?? OriginOf(fault.Path))}").Distinct()];

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");

    private static string Bracketed(string? origin) => origin is null ? string.Empty : $" [{origin}]";

    private string? OriginOf(string path)
    {
        var provider = (configuration as IConfigurationRoot)?.Providers.LastOrDefault(provider => provider.TryGet(path, out _));
        return provider switch
        {
            EnvironmentVariablesConfigurationProvider => $"environment variable {path.Replace(":", "__", StringComparison.Ordinal)}",
            WatchedConfigurationProvider => provider.ToString(),
            _ => null,
        };
    }
}
