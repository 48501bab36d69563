using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.SdkTests.Alterations;

/// <summary>Changes of a form's pairs and their encoding.</summary>
internal static partial class FormAlterations
{
    public static ImmutableArray<Alteration> All { get; } =
    [
        Pairs("form-value-changed", static (pairs, at, random) => pairs[at] = (pairs[at].Name, RandomRequest.Text(random) + "x")),
        Pairs("form-value-emptied", static (pairs, at, _) => pairs[at] = (pairs[at].Name, "")),
        Pairs("form-value-spaced", static (pairs, at, _) => pairs[at] = (pairs[at].Name, pairs[at].Value + " ")),
        Pairs("form-value-moved-into-name", static (pairs, at, _) => pairs[at] = (pairs[at].Name + pairs[at].Value[..1], pairs[at].Value[1..])),
        Pairs("form-name-recased", static (pairs, at, _) => pairs[at] = (pairs[at].Name.ToUpperInvariant() + "x", pairs[at].Value)),
        Pairs("form-pair-removed", static (pairs, at, _) => pairs.RemoveAt(at)),
        Pairs("form-pair-added", static (pairs, at, random) => pairs.Insert(at, ("extra", RandomRequest.Text(random)))),
        Pairs("form-pair-doubled", static (pairs, at, _) => pairs.Add(pairs[at])),
        Pairs("form-pair-doubled-other", static (pairs, at, _) => pairs.Add((pairs[at].Name, "other"))),
        Pairs("form-pairs-reversed", static (pairs, _, _) => pairs.Reverse()),
        Text("form-plus-for-space", static text => text.Replace("%20", "+", StringComparison.Ordinal)),
        Text("form-escapes-in-lower-case", static text => Escape().Replace(text, static escape => escape.Value.ToLowerInvariant())),
        Text("form-letter-escaped", static text => Regex.Replace(text, "(?<==)[a-z]", static letter => $"%{(int)letter.Value[0]:X2}")),
        Text("form-last-line-feed-removed", static text => text.EndsWith("%0A", StringComparison.Ordinal) ? text[..^3] : text),
        Text("form-escape-broken", static text => text + "%4"),
        Text("form-escape-not-utf8", static text => text + "%FF"),
        Text("form-pair-empty", static text => text + "&&"),
        Text("form-pair-without-sign", static text => text + "&alone"),
        Text("form-semicolon", static text => text.Replace('&', ';')),
    ];

    private static Alteration Pairs(string name, Action<List<(string Name, string Value)>, int, Random> change) => new(name, (callback, random) =>
    {
        if (callback.IsJson)
        {
            return null;
        }

        var pairs = FormPairs.Read(callback.Text).ToList();
        var signature = SignaturePlace.ReadAll(callback)[0];
        var changeable = Enumerable.Range(0, pairs.Count).Where(at => pairs[at].Value != signature && pairs[at].Value.Length > 0).ToList();
        change(pairs, changeable[random.Next(changeable.Count)], random);
        return callback.WithText(FormPairs.Write(pairs));
    });

    private static Alteration Text(string name, Func<string, string> change) =>
        new(name, (callback, _) => callback.IsJson ? null : callback.WithText(change(callback.Text)));

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex Escape();
}
