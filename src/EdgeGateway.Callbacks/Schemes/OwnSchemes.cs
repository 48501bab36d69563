using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Schemes that are not built in: defined by the merchant in the same format as a preset. Immutable.</summary>
public sealed class OwnSchemes
{
    private readonly FrozenDictionary<string, SignatureScheme> _schemes;

    private OwnSchemes(Dictionary<string, SignatureScheme> schemes, IEnumerable<string> names)
    {
        _schemes = schemes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        Names = [.. names];
    }

    /// <summary>No schemes.</summary>
    public static OwnSchemes None { get; } = new([], []);

    /// <summary>All names, including those of invalid schemes.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Reads schemes that may extend presets and one another.</summary>
    /// <param name="definitions">The objects by scheme name.</param>
    /// <param name="faults">Receives the faults; a path begins with the scheme's name.</param>
    public static OwnSchemes Read(IReadOnlyDictionary<string, JsonObject> definitions, ICollection<SchemeFault> faults)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(faults);
        var own = new Dictionary<string, JsonObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, definition) in definitions)
        {
            own[name] = definition;
        }

        var schemes = new Dictionary<string, SignatureScheme>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in own.Keys)
        {
            var found = new List<SchemeFault>();
            if (SignatureSchemes.Find(name) is not null)
            {
                found.Add(new SchemeFault("", $"the name belongs to a scheme that ships; give yours another, with \"Extends\": \"{name}\" to change some of it"));
            }
            else if (DefinitionMerge.Resolve(name, own, found) is { } json && SchemeReader.Read(name, json, found) is { } scheme)
            {
                schemes[name] = scheme;
            }

            foreach (var fault in found)
            {
                faults.Add(fault with { Path = fault.Path.Length == 0 ? name : $"{name}:{fault.Path}" });
            }
        }

        return new OwnSchemes(schemes, own.Keys);
    }

    /// <summary>The scheme with that name, own or built in, case-insensitive; null if it is unknown or invalid.</summary>
    public SignatureScheme? Find(string? name) => name is not null && _schemes.TryGetValue(name, out var scheme) ? scheme : SignatureSchemes.Find(name);
}
