using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Tests.Callbacks.Generation;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Parsing;

public sealed class FormFieldParserTests
{
    private static readonly CallbackVerifier _verifier = Verdict.VerifierOf(SignatureSchemes.Carouseller);

    [Theory]
    [InlineData("", RefusalReason.InvalidForm)]
    [InlineData("a", RefusalReason.InvalidForm)]
    [InlineData("=1", RefusalReason.InvalidForm)]
    [InlineData("&", RefusalReason.InvalidForm)]
    [InlineData("a=1&", RefusalReason.InvalidForm)]
    [InlineData("&a=1", RefusalReason.InvalidForm)]
    [InlineData("a=1&&b=2", RefusalReason.InvalidForm)]
    [InlineData("a=1&b", RefusalReason.InvalidForm)]
    [InlineData("a=%", RefusalReason.InvalidForm)]
    [InlineData("a=%4", RefusalReason.InvalidForm)]
    [InlineData("a=%4&b=1", RefusalReason.InvalidForm)]
    [InlineData("a=%zz", RefusalReason.InvalidForm)]
    [InlineData("a=%+1", RefusalReason.InvalidForm)]
    [InlineData("a=% 1", RefusalReason.InvalidForm)]
    [InlineData("a=%-1", RefusalReason.InvalidForm)]
    [InlineData("a=%u0041", RefusalReason.InvalidForm)]
    [InlineData("%=1", RefusalReason.InvalidForm)]
    [InlineData("a=%00", RefusalReason.InvalidText)]
    [InlineData("%00a=1", RefusalReason.InvalidText)]
    [InlineData("a=\0", RefusalReason.InvalidText)]
    [InlineData("a=%ff", RefusalReason.InvalidUtf8)]
    [InlineData("a=%c0%af", RefusalReason.InvalidUtf8)]
    [InlineData("a=%ed%a0%80", RefusalReason.InvalidUtf8)]
    [InlineData("a=%c3", RefusalReason.InvalidUtf8)]
    [InlineData("a=%c3&b=%a9", RefusalReason.InvalidUtf8)]
    [InlineData("%c3=%a9", RefusalReason.InvalidUtf8)]
    [InlineData("a=1&a=1", RefusalReason.DuplicateName)]
    [InlineData("a=1&A=2", RefusalReason.DuplicateName)]
    [InlineData("a=1&%61=2", RefusalReason.DuplicateName)]
    [InlineData("a+b=1&a%20b=2", RefusalReason.DuplicateName)]
    [InlineData("k=1&%e2%84%aa=2", RefusalReason.DuplicateName)]
    [InlineData("a=", RefusalReason.None)]
    [InlineData("a==", RefusalReason.None)]
    [InlineData("a=b=c", RefusalReason.None)]
    [InlineData("%3d=%26", RefusalReason.None)]
    [InlineData("a[]=1&a[0]=2", RefusalReason.None)]
    [InlineData("a;b=1", RefusalReason.None)]
    [InlineData("{\"a\":1}=", RefusalReason.None)]
    public void Parse_Form_IsStrict(string form, RefusalReason expected) =>
        Assert.Equal(expected, FormFieldParser.Parse(Encoding.UTF8.GetBytes(form), new FieldTable()));

    [Theory]
    [InlineData(256, RefusalReason.None)]
    [InlineData(257, RefusalReason.TooManyFields)]
    public void Parse_Fields_AreLimited(int count, RefusalReason expected) => Assert.Equal(
        expected,
        FormFieldParser.Parse(Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, count).Select(static at => $"f{at}="))), new FieldTable()));

    [Theory]
    [InlineData("a+b=c+d", "a b", "c d")]
    [InlineData("a%2Bb=c%2bd", "a+b", "c+d")]
    [InlineData("%C3%A9=%F0%9F%98%80", "é", "😀")]
    [InlineData("é=😀", "é", "😀")]
    [InlineData("a=%25%34%31", "a", "%41")]
    public void Parse_Escapes_AreUndoneOnce(string form, string name, string value)
    {
        var table = new FieldTable();
        var bytes = Encoding.UTF8.GetBytes(form);

        Assert.Equal(RefusalReason.None, FormFieldParser.Parse(bytes, table));

        var fields = table.FieldsOf(bytes);
        Assert.Equal(name, Encoding.UTF8.GetString(fields.NameOf(fields[1])));
        Assert.Equal(value, Encoding.UTF8.GetString(fields.RawValueOf(fields[1])));
    }

    [Fact]
    public void Parse_AnyBytes_AgreesWithANaiveDecoder()
    {
        var pieces = new[] { "a", "B", "b", "=", "=", "&", "&", "+", "%41", "%c3%a9", "%C3", "%00", "%", "%2", "é", "\0", "%3d", "%26", "x=", "&y=1" };
        Prop.ForAll((from count in Gen.Choose(0, 12) from chosen in Gen.Elements(pieces).ArrayOf(count) select string.Concat(chosen)).ToArbitrary(), static form =>
        {
            var bytes = Encoding.UTF8.GetBytes(form);
            var table = new FieldTable();
            var reason = FormFieldParser.Parse(bytes, table);
            var expected = NaiveForm.Decode(form);

            Assert.Equal(expected is not null, reason == RefusalReason.None);
            if (expected is not null)
            {
                Assert.Equal(expected.Count, table.Count - 1);
                for (var at = 0; at < expected.Count; at++)
                {
                    var fields = table.FieldsOf(bytes);
                    Assert.Equal(expected[at].Name, Encoding.UTF8.GetString(fields.NameOf(fields[at + 1])));
                    Assert.Equal(expected[at].Value, Encoding.UTF8.GetString(fields.RawValueOf(fields[at + 1])));
                }
            }
        }).Holds(1000);
    }

    [Fact]
    public void Verify_AnyFormSignedByTheReference_IsAccepted() => Prop
        .ForAll(Pairs().ToArbitrary(), Gen.Choose(0, 1).ToArbitrary(), static (pairs, style) =>
        {
            var signature = ReferenceSortedPairs.Sign(ReferenceSortedPairs.Join(pairs), Verdict.Secret);
            var form = NaiveForm.Encode([.. pairs, ("signature", signature)], everything: style == 0);

            var verdict = Verdict.On(_verifier, Encoding.ASCII.GetBytes(form), BodyFormats.Form, header: null);
            Assert.Equal(RefusalReason.None, verdict.Result.Reason);
        }).Holds(300);

    private static Gen<(string Name, string Value)[]> Pairs() =>
        from count in Gen.Choose(0, 6)
        from names in JsonGenerator.Name.ArrayOf(count)
        from values in JsonGenerator.PlainText.ArrayOf(count)
        select names.Zip(values).DistinctBy(static pair => pair.First.ToLowerInvariant()).ToArray();
}
