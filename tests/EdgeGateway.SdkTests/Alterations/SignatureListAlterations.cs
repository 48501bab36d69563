using System.Collections.Immutable;

namespace EdgeGateway.SdkTests.Alterations;

/// <summary>Changes of the elements around a signature, such as <c>t=1,v1=ab</c>.</summary>
internal static class SignatureListAlterations
{
    public static ImmutableArray<Alteration> All { get; } =
    [
        Elements("list-signature-removed", static (elements, syntax) => elements.RemoveAll(syntax.IsSignature)),
        Elements("list-signature-doubled", static (elements, syntax) => elements.Add(elements.Find(element => syntax.IsSignature(element))!)),
        Elements("list-wrong-signature-before", static (elements, syntax) => elements.Insert(0, Wrong(elements, syntax))),
        Elements("list-wrong-signature-behind", static (elements, syntax) => elements.Add(Wrong(elements, syntax))),
        Elements("list-reversed", static (elements, _) => elements.Reverse()),
        Elements("list-unknown-element", static (elements, syntax) => elements.Insert(0, syntax.ElementOf("v9", "1"))),
        Elements("list-empty-element", static (elements, _) => elements.Add("")),
        Elements("list-nameless-element", static (elements, _) => elements.Insert(0, "alone")),
        Elements("list-name-recased", static (elements, syntax) => Rename(elements, syntax, static name => name.ToUpperInvariant())),
        Elements("list-name-other", static (elements, syntax) => Rename(elements, syntax, static _ => "v0")),
        Elements("list-spaced", static (elements, _) => Each(elements, static element => " " + element)),
        Elements("list-space-behind", static (elements, _) => Each(elements, static element => element + " ")),
        Elements("list-value-followed", static (elements, syntax) => EachSignature(elements, syntax, element => syntax.ElementOf(element, "zz"))),
        Elements("list-long", static (elements, syntax) => elements.AddRange(Enumerable.Repeat(syntax.ElementOf("v9", "1"), 40))),
        Elements("list-many-signatures", static (elements, syntax) => elements.InsertRange(0, Enumerable.Repeat(Wrong(elements, syntax), 20))),
        Time("list-time-changed", static (elements, at, syntax) => elements[at] = With(syntax, elements[at], static value => value[..^1] + (char)('0' + ((value[^1] - '0' + 1) % 10)))),
        Time("list-time-removed", static (elements, at, _) => elements.RemoveAt(at)),
        Time("list-time-empty", static (elements, at, syntax) => elements[at] = With(syntax, elements[at], static _ => "")),
        Time("list-time-zero-before", static (elements, at, syntax) => elements[at] = With(syntax, elements[at], static value => "0" + value)),
        Time("list-time-plus-before", static (elements, at, syntax) => elements[at] = With(syntax, elements[at], static value => "+" + value)),
        Time("list-time-junk-behind", static (elements, at, syntax) => elements[at] = With(syntax, elements[at], static value => value + "x")),
        Time("list-time-doubled", static (elements, at, _) => elements.Add(elements[at])),
        Time("list-time-other-before", static (elements, at, syntax) => elements.Insert(0, With(syntax, elements[at], static _ => "1"))),
        Time("list-time-other-behind", static (elements, at, syntax) => elements.Add(With(syntax, elements[at], static _ => "1"))),
    ];

    private static Alteration Elements(string name, Action<List<string>, SignatureSyntax> change) => new(name, (callback, random) =>
    {
        var syntax = SignatureSyntax.Of(callback);
        return syntax.Split is not { } split ? null : SignaturePlace.Replace(callback, random, text =>
        {
            var elements = text.Split(split).ToList();
            change(elements, syntax);
            return string.Join(split, elements).Trim();
        });
    });

    private static Alteration Time(string name, Action<List<string>, int, SignatureSyntax> change) => new(name, (callback, random) =>
    {
        var syntax = SignatureSyntax.Of(callback);
        return callback.Provider is not ("stripe" or "paddle" or "mercadopago") ? null : SignaturePlace.Replace(callback, random, text =>
        {
            var elements = text.Split(syntax.Split!).ToList();
            change(elements, elements.FindIndex(static element => element.StartsWith('t')), syntax);
            return string.Join(syntax.Split, elements);
        });
    });

    private static string With(SignatureSyntax syntax, string element, Func<string, string> change) =>
        syntax.ElementOf(syntax.NameOf(element), change(syntax.ValueOf(element)));

    private static string Wrong(List<string> elements, SignatureSyntax syntax) =>
        With(syntax, elements.Find(element => syntax.IsSignature(element))!, value => syntax.IsHex ? new string('0', value.Length) : new string('A', value.Length - 1) + "=");

    private static void Each(List<string> elements, Func<string, string> change)
    {
        for (var at = 0; at < elements.Count; at++)
        {
            elements[at] = change(elements[at]);
        }
    }

    private static void EachSignature(List<string> elements, SignatureSyntax syntax, Func<string, string> change) =>
        Each(elements, element => syntax.IsSignature(element) ? change(element) : element);

    private static void Rename(List<string> elements, SignatureSyntax syntax, Func<string, string> change) =>
        EachSignature(elements, syntax, element => syntax.ElementOf(change(syntax.NameOf(element)), syntax.ValueOf(element)));
}
