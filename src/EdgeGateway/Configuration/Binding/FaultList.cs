using System.Collections.Immutable;
using EdgeGateway.Configuration.Sources;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace EdgeGateway.Configuration.Binding;

/// <summary>Everything that is wrong with one configuration, in the order in which it was found.</summary>
internal sealed class FaultList(IConfiguration configuration)
{
    private readonly List<(string Path, string Message, string? Origin)> _faults = [];

    public int Count => _faults.Count;

    /// <param name="path">Where, in the form of the configuration's keys.</param>
    /// <param name="message">What is wrong there, and what would be right. Never a secret.</param>
    /// <param name="origin">The source to blame, where the value at <paramref name="path"/> does not lead to it.</param>
    public void Add(string path, string message, string? origin = null) => _faults.Add((path, message, origin));

    /// <summary>Whether something is wrong at <paramref name="path"/> or below: what is made of it means nothing then.</summary>
    public bool Has(string path) => _faults.Exists(fault =>
        fault.Path.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (fault.Path.Length == path.Length || fault.Path[path.Length] == ':'));

    /// <summary>One line per fault, with the source that supplied the value where there is one.</summary>
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
