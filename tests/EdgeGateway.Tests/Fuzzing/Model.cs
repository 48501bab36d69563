using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Tests.Callbacks.Generation;

namespace EdgeGateway.Tests.Fuzzing;

/// <summary>The results of the naive references for a valid body.</summary>
internal sealed class Model
{
    private readonly SignatureScheme _scheme;
    private readonly string _json;

    private Model(SignatureScheme scheme, string json)
    {
        _scheme = scheme;
        _json = json;
    }

    public static Rendering[] PairRenderings { get; } = [Rendering.Documented, Rendering.Php, Rendering.JsonNames];

    public static Rendering[] JsonRenderings { get; } = [Rendering.Documented, Rendering.Go, Rendering.PhpNumbersAsWritten, Rendering.Php];

    /// <summary>Null if the references do not support it: not strict JSON, or a number beyond the range of a double.</summary>
    public static Model? Of(SignatureScheme scheme, byte[] body) =>
        StrictJson.IsAcceptable(body) && Encoding.UTF8.GetString(body) is var json && HasFiniteNumbers(json) ? new Model(scheme, json) : null;

    public Rendering[] Renderings => SignsPairs ? PairRenderings : JsonRenderings;

    /// <summary>The provider's signature in that rendering.</summary>
    public string Sign(Rendering rendering, string secret) => SignsPairs
        ? ReferenceSortedPairs.Sign(ReferenceSortedPairs.Content(_json, rendering), secret)
        : ReferenceSortedJson.Sign(ReferenceSortedJson.Content(_json, rendering, _scheme == SignatureSchemes.TarlanAcquiring ? "additional_data" : null), secret);

    /// <summary>Whether it is ambiguous in some rendering.</summary>
    public bool IsDoubtful => Renderings.Any(IsDoubtfulIn);

    /// <summary>Whether the gateway must refuse it in that rendering, even with a valid signature.</summary>
    public bool IsDoubtfulIn(Rendering rendering) => SignsPairs && (ReferenceSortedPairs.IsAmbiguous(_json, rendering) || NestsDeeply(_json));

    private bool SignsPairs => _scheme.SignatureHeader is null;

    private static bool NestsDeeply(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().Any(static member => member.Name != "signature" && ChildrenOf(member.Value).Any(static child => child.ValueKind is JsonValueKind.Array or JsonValueKind.Object));
    }

    private static bool HasFiniteNumbers(string json)
    {
        using var document = JsonDocument.Parse(json);
        return IsFinite(document.RootElement);
    }

    private static bool IsFinite(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? double.IsFinite(double.Parse(value.GetRawText(), CultureInfo.InvariantCulture))
        : ChildrenOf(value).All(IsFinite);

    private static IEnumerable<JsonElement> ChildrenOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray(),
        JsonValueKind.Object => value.EnumerateObject().Select(static member => member.Value),
        _ => [],
    };
}
