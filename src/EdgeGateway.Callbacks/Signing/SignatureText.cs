using System.Globalization;
using System.Text;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Signing;

/// <summary>Writes the value that carries a signature: the signature alone, or a list such as <c>t=1,v1=ab</c>.</summary>
/// <param name="rules">The scheme.</param>
/// <param name="settings">The profile's settings for the scheme.</param>
internal sealed class SignatureText(TemplateRules rules, VerificationSettings settings)
{
    private readonly SignatureRule _signature = rules.Signature!;

    /// <param name="given">The value that the request has; its other elements are kept. Empty for none.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="now">The time at which the provider signs.</param>
    /// <param name="id">The value of missing elements that are neither a time nor an algorithm.</param>
    public string Write(string given, ReadOnlySpan<byte> signature, DateTimeOffset now, string id)
    {
        if (_signature.Pair is not { } pair)
        {
            return _signature.Prefix + Encode(signature, IsUpper(given));
        }

        var pick = _signature.PickParameter is { } parameter ? settings.Parameters.GetValueOrDefault(parameter, "")
            : _signature.Pick is { } name ? Encoding.UTF8.GetString(name)
            : "";
        var elements = ReadOther(given, pick, (char)pair);
        foreach (var element in ElementNames())
        {
            var isTime = IsSource(rules.Timestamp?.From, element);
            var at = elements.FindIndex(known => known.Name == element);
            if (at >= 0 && !isTime)
            {
                continue;
            }

            (string Name, string? Value) added = (element, isTime ? Time(rules.Timestamp!.Unit, now) : IsSource(rules.AlgorithmFrom, element) ? Algorithm() : RequestTimes.IsTime(element) ? Time(TimestampUnit.Seconds, now) : id);
            if (at >= 0)
            {
                elements[at] = added;
            }
            else
            {
                elements.Add(added);
            }
        }

        var value = _signature.Prefix + Encode(signature, isUpper: false);
        elements.Insert(PlaceIn(given, pick, (char)pair, elements.Count), (pick, value));
        return string.Join((char)(_signature.Split ?? (byte)','), elements.Select(element => element.Value is null ? element.Name : $"{element.Name}{(char)pair}{element.Value}"));
    }

    /// <summary>A time in a scheme's unit.</summary>
    public static string Time(TimestampUnit unit, DateTimeOffset now) =>
        (unit == TimestampUnit.Milliseconds ? now.ToUnixTimeMilliseconds() : now.ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture);

    /// <summary>The elements of the given list that are not signatures.</summary>
    private List<(string Name, string? Value)> ReadOther(string given, string pick, char pair) =>
    [
        .. Split(given).Select(element => element.Split(pair, 2) is [var name, var value] ? (name, value) : (element, (string?)null))
            .Where(element => element.Item1 != pick),
    ];

    /// <summary>Where the first signature stands in the given list; behind the other elements if there is none.</summary>
    private int PlaceIn(string given, string pick, char pair, int otherwise)
    {
        var at = Array.FindIndex(Split(given), element => element.Split(pair, 2)[0] == pick);
        return at < 0 ? otherwise : at;
    }

    private string[] Split(string given) => given.Length == 0 ? []
        : _signature.Split is { } split ? given.Split((char)split, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [given];

    /// <summary>The elements that the scheme reads besides the signature: the time first, as providers write them.</summary>
    private IEnumerable<string> ElementNames() => new[] { rules.Timestamp?.From, rules.AlgorithmFrom }
        .Concat(rules.Templates.SelectMany(static template => template.AllSegments).OfType<SourceSegment>().Select(static segment => segment.Source))
        .OfType<ValueSource>()
        .Where(static source => source.Kind == SourceKind.Element)
        .Select(static source => source.Name)
        .Distinct();

    private static bool IsSource(ValueSource? source, string element) => source is { Kind: SourceKind.Element } && source.Name == element;

    /// <summary>SHA-256 where the scheme has it: neither the weakest nor one that few providers send.</summary>
    private string Algorithm() => Encoding.UTF8.GetString(
        (rules.Algorithms.FirstOrDefault(static known => known.Algorithm is SignatureAlgorithm.Sha256 or SignatureAlgorithm.HmacSha256).Name ?? rules.Algorithms[0].Name)!);

    /// <summary>Some providers write the digits in upper case.</summary>
    private bool IsUpper(string given) => given.Length > _signature.Prefix.Length
        && given.AsSpan(_signature.Prefix.Length).ContainsAnyInRange('A', 'F') && !given.AsSpan(_signature.Prefix.Length).ContainsAnyInRange('a', 'f');

    private string Encode(ReadOnlySpan<byte> signature, bool isUpper) => _signature.Encoded switch
    {
        SignatureEncoding.Hex when isUpper => Convert.ToHexString(signature),
        SignatureEncoding.Hex => Convert.ToHexStringLower(signature),
        SignatureEncoding.Base64 => Convert.ToBase64String(signature),
        _ => Encoding.UTF8.GetString(signature),
    };
}
