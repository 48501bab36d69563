using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Testing.Vectors;
using EdgeGateway.Tests.Callbacks.Generation;
using FsCheck.Fluent;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Parsing;

public sealed class JsonFieldParserTests
{
    private static readonly byte[][] _bodies = [.. ProviderVectors.All.Select(static vector => Encoding.UTF8.GetBytes(vector.Body))];

    private static readonly string[] _insertions =
    [
        "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "\n", "0", "-", ".", "e", "E+", "null", "true", "\\u0000", "\\ud800", "\\udc00", "\\ud83d\\ude00",
        "\\u00e9", "é", "\0", "\u0001", "/", "//", "/*", "NaN", "'", "\ufeff", "\u2028", "1e999", "\"a\":1,", "\"site_id\":1,", "\"SITE_ID\":1,", "{},", "[[]],",
    ];

    [Fact]
    public void Parse_MutatedVector_AgreesWithADocumentModel()
    {
        var accepted = 0;
        Prop.ForAll(
            Gen.Elements(_bodies).ToArbitrary(),
            (from count in Gen.Choose(1, 3) from edits in Gen.Choose(0, int.MaxValue - 1).ArrayOf(count) select edits).ToArbitrary(),
            (body, edits) =>
            {
                var mutated = edits.Aggregate(body, Edited);
                var expected = StrictJson.IsAcceptable(mutated);

                Assert.Equal(expected, Parse(mutated) == RefusalReason.None);
                accepted += expected ? 1 : 0;
            }).Holds(1000);

        Assert.InRange(accepted, 100, 950);
    }

    [Fact]
    public void Parse_AnyBody_FindsWhatADocumentModelFinds() => Prop
        .ForAll(JsonGenerator.AnyBody, static body =>
        {
            var bytes = Encoding.UTF8.GetBytes(body.ToString());
            var table = new FieldTable();

            Assert.Equal(RefusalReason.None, JsonFieldParser.Parse(bytes, table));

            var fields = table.FieldsOf(bytes);
            Assert.Equal(fields.Count, fields[0].EndIndex);
            foreach (var member in body.Members)
            {
                var index = fields.Find(parent: 0, Encoding.UTF8.GetBytes(member.Name));
                Assert.True(index > 0);
                if (fields[index].Kind == FieldKind.String)
                {
                    var text = new ByteBuffer();
                    fields.AppendText(fields[index], text);
                    Assert.Equal(System.Text.Json.JsonSerializer.Deserialize<string>(member.ValueJson), Encoding.UTF8.GetString(text.Written));
                }
                else if (fields[index].Kind == FieldKind.Number)
                {
                    Assert.Equal(member.ValueJson, Encoding.UTF8.GetString(fields.RawValueOf(fields[index])));
                }
            }
        }).Holds(300);

    [Theory]
    [InlineData(16, RefusalReason.None)]
    [InlineData(17, RefusalReason.TooDeep)]
    [InlineData(18, RefusalReason.TooDeep)]
    [InlineData(100_000, RefusalReason.TooDeep)]
    public void Parse_Depth_IsLimited(int depth, RefusalReason expected)
    {
        Assert.Equal(expected, Parse("{\"a\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}"));
        Assert.Equal(expected, Parse(string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1)));
    }

    [Theory]
    [InlineData(256, RefusalReason.None)]
    [InlineData(257, RefusalReason.TooManyFields)]
    public void Parse_Fields_AreLimitedOverAllLevels(int count, RefusalReason expected)
    {
        var members = Enumerable.Range(0, count).Select(static number => $"\"f{number}\":{number}").ToArray();

        Assert.Equal(expected, Parse("{" + string.Join(',', members) + "}"));
        Assert.Equal(expected, Parse("{" + string.Join(',', members[..128]) + ",\"o\":{" + string.Join(',', members[129..]) + "}}"));
    }

    [Theory]
    [InlineData(4094, RefusalReason.None)]
    [InlineData(4095, RefusalReason.TooManyFields)]
    public void Parse_Values_AreLimited(int elements, RefusalReason expected) =>
        // The root object and the array are two more levels.
        Assert.Equal(expected, Parse("{\"a\":[" + string.Join(',', Enumerable.Repeat("1", elements)) + "]}"));

    [Fact]
    public void Parse_LongString_IsRead() =>
        Assert.Equal(RefusalReason.None, Parse("{\"a\":\"" + new string('x', 65536 - 9) + "\"}"));

    [Theory]
    [InlineData("{\"a\":1,\"A\":2}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("{\"k\":1,\"\u212a\":2}")]
    [InlineData("{\"\u212a\":1,\"K\":2}")]
    [InlineData("{\"å\":1,\"\u212b\":2}")]
    [InlineData("{\"ω\":1,\"\u2126\":2}")]
    [InlineData("{\"É\":1,\"\\u00e9\":2}")]
    [InlineData("{\"\":1,\"\":2}")]
    [InlineData("{\"o\":{\"a\":1,\"a\":2}}")]
    [InlineData("{\"o\":{\"é\":1,\"\\u00e9\":2}}")]
    [InlineData("{\"l\":[{\"a\":1,\"\\u0061\":2}]}")]
    [InlineData("{\"\ud801\udc00\":1,\"\ud801\udc28\":2}")]
    public void Parse_NameTwice_IsRefused(string json) => Assert.Equal(RefusalReason.DuplicateName, Parse(json));

    [Theory]
    [InlineData("{\"o\":{\"a\":1,\"A\":2},\"a\":1}")]
    [InlineData("{\"e\":1,\"é\":2,\"e\\u0301\":3}")]
    [InlineData("{\"s\":1,\"ſ\":2}")]
    [InlineData("{\"i\":1,\"İ\":2,\"ı\":3}")]
    [InlineData("{\"ss\":1,\"ß\":2}")]
    [InlineData("{\"a\":{\"b\":1},\"b\":{\"b\":1},\"l\":[{\"b\":1},{\"b\":1}]}")]
    public void Parse_OtherNames_AreTold(string json) => Assert.Equal(RefusalReason.None, Parse(json));

    [Fact]
    public void Parse_EveryPairOfManyNames_IsCompared()
    {
        for (var count = 2; count <= 256; count += 127)
        {
            var names = Enumerable.Range(0, count).Select(static number => $"name_{number * 7919 % 1000}_{number}").ToArray();
            for (var at = 0; at < count - 1; at += 5)
            {
                var twice = names.ToArray();
                twice[^1] = twice[at].ToUpperInvariant();
                Assert.Equal(RefusalReason.DuplicateName, Parse("{" + string.Join(',', twice.Select(static name => $"\"{name}\":0")) + "}"));
            }

            Assert.Equal(RefusalReason.None, Parse("{" + string.Join(',', names.Select(static name => $"\"{name}\":0")) + "}"));
        }
    }

    /// <summary>Names that are expensive to convert to lower case.</summary>
    [Fact]
    public void Parse_ManyLongNamesInMixedCase_AreStillCompared()
    {
        var random = new Random(3);
        var names = Enumerable.Range(0, 256)
            .Select(number => string.Concat(Enumerable.Range(0, 110).Select(_ => random.Next(2) == 0 ? "é" : "É")) + $"{number:d3}")
            .ToArray();

        Assert.Equal(RefusalReason.None, Parse("{" + string.Join(',', names.Select(static name => $"\"{name}\":0")) + "}"));

        names[^1] = names[0].ToUpperInvariant();
        Assert.Equal(RefusalReason.DuplicateName, Parse("{" + string.Join(',', names.Select(static name => $"\"{name}\":0")) + "}"));
    }

    private static byte[] Edited(byte[] body, int edit)
    {
        var at = edit % body.Length;
        var what = edit / body.Length;
        return (what % 5) switch
        {
            0 => [.. body[..at], .. body[(at + 1)..]],
            1 => [.. body[..at], (byte)(what / 5), .. body[(at + 1)..]],
            2 => [.. body[..at], .. body[(at / 2)..at], .. body[at..]],
            _ => [.. body[..at], .. Encoding.UTF8.GetBytes(_insertions[what / 5 % _insertions.Length]), .. body[at..]],
        };
    }

    private static RefusalReason Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    private static RefusalReason Parse(byte[] json) => JsonFieldParser.Parse(json, new FieldTable());
}
