using System.Collections.Immutable;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Records;

/// <summary>Reads keys such as <c>cactus/21/905910/3</c> with the profiles' names for their parts.</summary>
/// <param name="profiles">The current profiles.</param>
internal sealed class CallbackKeyNames(CallbackProfiles profiles)
{
    /// <summary>The profile of a key; null if it is not configured.</summary>
    public CallbackProfile? ProfileOf(CallbackKey key) => profiles.ByName.GetValueOrDefault(Decode(key.Value.Split('/')[0]));

    /// <summary>
    /// The values that name the event. Empty if the key holds a digest instead: of a token, of content without an id, or of a key that was too
    /// long.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> IdentityOf(CallbackKey key)
    {
        var parts = key.Value.Split('/')[1..];
        if (parts is [.., ['=', ..]])
        {
            // Another content under the same key.
            parts = parts[..^1];
        }

        if (parts.Length == 0 || parts is [['#' or '@', ..]] or [['~', ..]])
        {
            return [];
        }

        var names = ProfileOf(key)?.Verifier.IdentityLists.Where(list => list.Length == parts.Length).ToList() is [var list]
            ? list.Select(NameOf)
            : Enumerable.Range(1, parts.Length).Select(static place => $"value{place}");
        return [.. names.Zip(parts.Select(Decode), KeyValuePair.Create)];
    }

    /// <summary>Whether a profile names its events by a field.</summary>
    public bool IsKnown(string field) => profiles.ByName.Values.SelectMany(static profile => profile.Verifier.IdentityLists)
        .SelectMany(static list => list).Any(known => IsNamed(NameOf(known), field));

    /// <summary>All names of fields that name events.</summary>
    public ImmutableArray<string> KnownNames =>
    [
        .. profiles.ByName.Values.SelectMany(static profile => profile.Verifier.IdentityLists).SelectMany(static list => list)
            .Select(NameOf).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a name is the one asked for; <c>data.id</c> can also be asked for as <c>id</c>.</summary>
    public static bool IsNamed(string name, string asked) =>
        name.Equals(asked, StringComparison.OrdinalIgnoreCase) || name.EndsWith($".{asked}", StringComparison.OrdinalIgnoreCase);

    /// <summary>Without the kind of value that a scheme as data writes before a name.</summary>
    private static string NameOf(IdentityField field) => field.Path[(field.Path.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static string Decode(string part) => Uri.UnescapeDataString(part);
}
