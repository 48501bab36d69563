using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Canonicalization;

public sealed class FieldNameTextsTests
{
    private readonly FieldTable _table = new();

    /// <summary>As many fields, more, fewer, with other names at the same positions, and after a nested field.</summary>
    [Fact]
    public void SortChildren_AfterOtherCallbacks_IsInOrderOfTheNames()
    {
        string[] bodies =
        [
            """{"b":1,"c":2,"a":3}""",
            """{"b":1,"c":2,"a":3}""",
            """{"a":1,"b":2,"c":3}""",
            """{"c":1,"b":2,"a":3}""",
            """{"d":1,"c":2,"b":3,"a":4}""",
            """{"b":1}""",
            """{"b":{"z":1,"y":2},"c":2,"a":3}""",
            """{"b":1,"c":{"z":1,"y":2},"a":3}""",
            """{"b":1,"c":2,"a":{"z":1,"y":2}}""",
            """{"merchant_id":1,"merchant":2,"merchant_ie":3}""",
            """{"merchant_ie":1,"merchant_id":2,"merchant":3}""",
            "{}",
            """{"b":1,"c":2,"a":3}""",
        ];

        foreach (var body in bodies)
        {
            Assert.Equal(JsonNode.Parse(body)!.AsObject().Select(static field => field.Key).Order(CodePointOrder.Instance), Sorted(body));
        }
    }

    private string[] Sorted(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        _table.Clear();
        Assert.Equal(RefusalReason.None, JsonFieldParser.Parse(body, _table));
        Span<int> indices = stackalloc int[ParsingLimits.MaxFields];
        var fields = _table.FieldsOf(body);
        var count = FieldNameTexts.SortChildren(fields, parent: 0, indices);
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            names[i] = Encoding.UTF8.GetString(fields.NameOf(fields[indices[i]]));
        }

        return names;
    }
}
