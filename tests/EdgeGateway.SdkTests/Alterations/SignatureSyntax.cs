using System.Text.Json.Nodes;
using EdgeGateway.SdkTests.Callbacks;

namespace EdgeGateway.SdkTests.Alterations;

/// <summary>The syntax of a provider's signatures, from its scheme's definition.</summary>
internal sealed class SignatureSyntax
{
    private readonly string? _split;
    private readonly string? _pair;
    private readonly string? _pick;
    private readonly string _prefix;

    private SignatureSyntax(JsonObject rule, SdkCallback callback)
    {
        _split = rule[nameof(Split)]?.GetValue<string>();
        _pair = rule["Pair"]?.GetValue<string>();
        _pick = rule["Pick"]?.GetValue<string>();
        _pick = _pick?.StartsWith("{param:", StringComparison.Ordinal) == true ? callback.Parameters[_pick[7..^1]] : _pick;
        _prefix = rule[nameof(Prefix)]?.GetValue<string>() ?? "";
        IsHex = rule["Encoding"]!.GetValue<string>() == "Hex";
    }

    /// <summary>Whether signatures are in hexadecimal digits; otherwise in base64.</summary>
    public bool IsHex { get; }

    /// <summary>The separator of the elements; null if there is only one.</summary>
    public string? Split => _split;

    /// <summary>The prefix of a signature.</summary>
    public string Prefix => _prefix;

    public static SignatureSyntax Of(SdkCallback callback) =>
        new(SdkProvider.Of(callback.Provider).Scheme.Definition!["Signature"]!.AsObject(), callback);

    /// <summary>Changes every signature among the elements, without its prefix.</summary>
    public string ChangeSignature(string text, Func<string, string> change) => _split is null
        ? _prefix + change(text[_prefix.Length..])
        : string.Join(_split, text.Split(_split).Select(element => IsSignature(element) ? NameOf(element) + _pair + change(ValueOf(element)) : element));

    /// <summary>Whether an element of the list is a signature.</summary>
    public bool IsSignature(string element) => NameOf(element) == _pick;

    public string NameOf(string element) => element.Split(_pair!)[0];

    public string ValueOf(string element) => element.Split(_pair!, 2)[1];

    public string ElementOf(string name, string value) => name + _pair + value;
}
