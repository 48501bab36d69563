using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Amounts;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>The settings of a profile for verification.</summary>
public sealed record VerificationSettings
{
    private readonly string? _publicUrl;
    private readonly byte[] _publicUrlOctets = [];
    private readonly ImmutableArray<string> _namesInUrl = [];
    private readonly FrozenDictionary<string, string> _parameters = FrozenDictionary<string, string>.Empty;
    private readonly FrozenDictionary<string, byte[]> _parameterOctets = FrozenDictionary<string, byte[]>.Empty;

    /// <summary>How much the provider's clock may differ.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What binds a token to its body.</summary>
    public TokenBinding TokenBinding { get; init; } = TokenBinding.InvoiceId;

    /// <summary>
    /// Whether to accept a joined string in which a value could be read as several fields. Such a callback is only partly covered.
    /// </summary>
    public bool AllowAmbiguousValues { get; init; }

    /// <summary>
    /// The outermost fields of a joined string that are objects. The members of any other object could also have been outermost fields, so
    /// a callback with one is only partly covered.
    /// </summary>
    public ImmutableArray<string> ObjectFields { get; init; } = [];

    /// <summary>The fields that may also appear in the query string, case-insensitive.</summary>
    public ImmutableArray<string> AllowedQuery { get; init; } = [];

    /// <summary>Whether to also try content without empty strings at any level, which leaves those uncovered.</summary>
    public bool DropEmptyEverywhere { get; init; }

    /// <summary>The address that is registered at the provider, for schemes that sign it; null if it is not needed.</summary>
    public string? PublicUrl
    {
        get => _publicUrl;
        init
        {
            _publicUrl = value;
            _publicUrlOctets = Encoding.UTF8.GetBytes(value ?? "");
            _namesInUrl = NamesIn(value ?? "");
        }
    }

    /// <summary>The values of a scheme's parameters, none of them secret, by name.</summary>
    public FrozenDictionary<string, string> Parameters
    {
        get => _parameters;
        init
        {
            _parameters = value;
            _parameterOctets = value.ToFrozenDictionary(
                static pair => pair.Key, static pair => Encoding.UTF8.GetBytes(pair.Value), StringComparer.OrdinalIgnoreCase);
        }
    }

    /// <summary>The maximum age of a signed time; null for the scheme's value.</summary>
    public TimeSpan? TimestampPast { get; init; }

    /// <summary>How far ahead a signed time may be; null: as the scheme says.</summary>
    public TimeSpan? TimestampFuture { get; init; }

    /// <summary>The values that fields must have.</summary>
    public ImmutableArray<Requirement> Require { get; init; } = [];

    /// <summary>The only values of what tells events of equal bodies apart; empty: any.</summary>
    public ImmutableArray<string> DistinctValues { get; init; } = [];

    /// <summary>Where a callback says what was paid, complete; null: money is not counted.</summary>
    public SchemeAmount? Amount { get; init; }

    /// <summary>Whether the amounts of questions are counted, too: money that is asked about is not paid.</summary>
    public bool CountsQuestions { get; init; }

    /// <summary>The allowed names, with those that stand in the query string of the registered address.</summary>
    internal ImmutableArray<string> AllAllowedQuery => _namesInUrl.IsEmpty ? AllowedQuery : AllowedQuery.IsEmpty ? _namesInUrl : [.. AllowedQuery, .. _namesInUrl];

    internal ReadOnlySpan<byte> PublicUrlOctets => _publicUrlOctets;

    /// <summary>The parameter's value in UTF-8; empty where there is none.</summary>
    internal ReadOnlySpan<byte> ParameterOctets(string name) => _parameterOctets.GetValueOrDefault(name);

    private static ImmutableArray<string> NamesIn(string url) => url.IndexOf('?', StringComparison.Ordinal) is var at and >= 0
        ? [.. url[(at + 1)..].Split('&').Select(static pair => Uri.UnescapeDataString(pair.Split('=')[0]))]
        : [];
}
