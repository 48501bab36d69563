using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Parsing;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Parsing;

public sealed class QueryNamesTests
{
    private const string Body = """{"status":1,"invoice_info":{"inner":1},"a.b":1,"é":1}""";

    [Theory]
    [InlineData("?status=4", true)]
    [InlineData("status=4", true)]
    [InlineData("?status", true)]
    [InlineData("?STATUS=4", true)]
    [InlineData("?%73tatus=4", true)]
    [InlineData("?x=1&status=4", true)]
    [InlineData("?x=1;status=4", true)]
    [InlineData("?status[]=4", true)]
    [InlineData("?status%5B%5D=4", true)]
    [InlineData("?invoice_info[status]=paid", true)]
    [InlineData("?invoice.info=1", true)]
    [InlineData("?invoice+info=1", true)]
    [InlineData("?invoice%20info=1", true)]
    [InlineData("?invoice[info=1", true)]
    [InlineData("?+status=1", true)]
    [InlineData("?a_b=1", true)]
    [InlineData("?a.b=1", true)]
    [InlineData("?%C3%A9=1", true)]
    [InlineData("?inner=1", false)]
    [InlineData("?statuses=1", false)]
    [InlineData("?shop=status", false)]
    [InlineData("?", false)]
    [InlineData("", false)]
    [InlineData("?=status", false)]
    [InlineData("?&;&", false)]
    [InlineData("?%=1&%7=1&%zz=1", false)]
    public void Shadow_Query_IsTold(string query, bool expected) => Assert.Equal(expected, ShadowsField(query, []));

    [Theory]
    [InlineData("?status=4", true)]
    [InlineData("?STATUS=4", true)]
    [InlineData("?status[]=4", true)]
    [InlineData("?status=4&invoice_info=1", false)]
    public void Shadow_AllowedName_IsPassed(string query, bool isPassed) => Assert.Equal(!isPassed, ShadowsField(query, ["Status"]));

    private static bool ShadowsField(string query, ImmutableArray<string> allowed)
    {
        var body = Encoding.UTF8.GetBytes(Body);
        var table = new FieldTable();
        Assert.Equal(RefusalReason.None, JsonFieldParser.Parse(body, table));
        return !QueryNames.FindShadow(query, table.FieldsOf(body), allowed, new ByteBuffer()).IsEmpty;
    }
}
