using FsCheck;
using FsCheck.Fluent;

namespace EdgeGateway.Tests.Callbacks.Generation;

/// <summary>Random callbacks with one level of nesting, in different spellings.</summary>
internal static class JsonGenerator
{
    private static readonly string[] _letters =
    [
        "a", "b", "z", "Z", "0", "7", "_", "-", ".", "/", "<", ">", "&", "'", "\"", "\\", "\b", "\f", "\n", "\r", "\t", " ", "  ",
        "\u0001", "\u001c", "\u001f", "\u007f", "\u0085", "\u00a0", "é", "ß", "\u212a", "ſ", "я", "中", "\u2003", "\u2028", "\u2029",
        "\u200b", "\u3000", "\ud7ff", "\ue000", "\ufeff", "\ufffd", "\uffff", "😀", "𝒜", "\U0010ffff", "INV-", "u0041", "null",
    ];

    private static readonly string[] _separators = [";", ":", ";a:", "a:", ";b:1", ",", "="];

    private static readonly string[] _numbers =
    [
        "0", "-0", "0.0", "-0.0", "0e0", "1", "-1", "1.0", "10", "100", "1e2", "1E2", "1e+2", "1E+02", "100.0", "1.0e2", "1e-2", "0.01",
        "10.5", "1e15", "1e16", "1e17", "9999999999999998.0", "123456789012345", "123456789012345678", "9007199254740993",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e20", "1e21",
        "1e-4", "1e-5", "1e-6", "1e-7", "0.1", "0.30000000000000004", "5e-324", "1.7976931348623157e308", "123456789012345678901234567890",
        "100.82", "2.98023223876953125e-08", "1e-400",
    ];

    private static readonly string[] _spaces = ["", "", " ", "\n\t", "\r\n  "];

    private static readonly string[] _empties = ["\"\"", "\" \"", "\"\\u00a0\\t\"", "[]", "{}", "[\"\"]", "[null]", "[\" \",\"\"]"];

    /// <summary>Text without the separators of the joined string.</summary>
    public static Gen<string> PlainText { get; } = TextOf(_letters);

    /// <summary>Text with these separators.</summary>
    public static Gen<string> AnyText { get; } = TextOf([.. _letters, .. _separators, .. _separators]);

    /// <summary>A name that is not ambiguous.</summary>
    public static Gen<string> Name { get; } =
        from count in Gen.Choose(1, 4)
        from chosen in Gen.Elements("a", "b", "z", "Z", "0", "7", "_").ArrayOf(count)
        select string.Concat(chosen);

    public static Gen<string> Number { get; } = Gen.OneOf(
        Gen.Elements(_numbers),
        from whole in Gen.Choose(-100000, 100000)
        from rest in Gen.Choose(0, 99999)
        from exponent in Gen.Choose(-30, 30)
        from form in Gen.Choose(0, 3)
        select form switch { 0 => $"{whole}", 1 => $"{whole}.{rest}", 2 => $"{whole}e{exponent}", _ => $"{whole}.{rest}E{exponent}" });

    /// <summary>Callbacks with any text in names and values.</summary>
    public static Arbitrary<JsonBody> AnyBody { get; } = Arb.From(Body(Gen.OneOf(Name, AnyText), AnyText), Shrink);

    /// <summary>Callbacks that the joined-string schemes can sign unambiguously.</summary>
    public static Arbitrary<JsonBody> PlainBody { get; } = Arb.From(Body(Name, PlainText), Shrink);

    /// <summary>The text as a JSON string in one of its spellings.</summary>
    public static Gen<string> Spelled(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        return from ways in Gen.Choose(0, JsonSpelling.Ways - 1).ArrayOf(runes.Length)
               select "\"" + string.Concat(runes.Zip(ways, JsonSpelling.Spell)) + "\"";
    }

    public static Gen<string> Scalar(Gen<string> text) => Gen.Frequency(
        (5, text.SelectMany(Spelled)),
        (4, Number),
        (2, Gen.Elements("true", "false", "null")),
        (1, Gen.Elements(_empties[..3])));

    private static Gen<string> Value(Gen<string> names, Gen<string> text) => Gen.Frequency(
        (6, Scalar(text)),
        (1, Gen.Elements(_empties)),
        (1, Elements(text)),
        (1, from members in Members(names, Scalar(text)) select new JsonBody(members).ToString()));

    private static Gen<string> Elements(Gen<string> text) =>
        from count in Gen.Choose(1, 5)
        from elements in Scalar(text).ArrayOf(count)
        select "[" + string.Join(" ,", elements) + "]";

    private static Gen<JsonBody> Body(Gen<string> names, Gen<string> text) =>
        from members in Members(names, Value(names, text))
        from space in Gen.Elements(_spaces)
        select new JsonBody(members, space);

    private static Gen<JsonMember[]> Members(Gen<string> names, Gen<string> value) =>
        from count in Gen.Choose(0, 7)
        from members in Member(names, value).ArrayOf(count)
        select members.DistinctBy(static member => member.Name.ToLowerInvariant()).ToArray();

    private static Gen<JsonMember> Member(Gen<string> names, Gen<string> value) =>
        from name in names
        from spelled in Spelled(name)
        from json in value
        select new JsonMember(name, spelled, json);

    private static Gen<string> TextOf(string[] pieces) =>
        from count in Gen.Choose(0, 5)
        from chosen in Gen.Elements(pieces).ArrayOf(count)
        select string.Concat(chosen);

    private static IEnumerable<JsonBody> Shrink(JsonBody body)
    {
        for (var at = 0; at < body.Members.Length; at++)
        {
            yield return body.Without(at);
        }

        if (body.Space.Length > 0)
        {
            yield return body with { Space = "" };
        }
    }
}
