using System.IO.Compression;
using System.Text;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Abuse;

/// <summary>Bodies that are expensive to parse, or ambiguous.</summary>
public sealed class BodyTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Costly => new()
    {
        { "deep array", "{\"a\":" + new string('[', 30_000) + new string(']', 30_000) + "}" },
        { "deep object", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000) },
        { "open for ever", "{\"a\":" + new string('[', 60_000) },
        { "wide", "{" + string.Join(',', Enumerable.Range(0, 5000).Select(static i => $"\"f{i}\":{i}")) + "}" },
        { "long array", "{\"a\":[" + string.Join(',', Enumerable.Repeat("1", 30_000)) + "]}" },
        { "one name", "{" + string.Join(',', Enumerable.Repeat("\"a\":1", 10_000)) + "}" },
        { "long number", "{\"a\":1" + new string('0', 60_000) + ".5e-1}" },
        { "long exponent", "{\"a\":1e" + new string('9', 60_000) + "}" },
        { "escapes", "{\"a\":\"" + string.Concat(Enumerable.Repeat("\\u0041", 10_000)) + "\"}" },
        { "many fields within", "{\"a\":\"" + string.Concat(Enumerable.Repeat(";b:", 20_000)) + "\"}" },
        { "blank", new string(' ', 65_000) },
        { "two", "{}{}" },
        { "not UTF-8", "{\"a\":\"\u00ff\u00fe\"}" },
        { "byte order mark", "\u00ef\u00bb\u00bf{}" },
    };

    [Theory]
    [MemberData(nameof(Costly))]
    public async Task A_body_that_is_expensive_to_parse_is_refused_quickly(string name, string octets)
    {
        Assert.NotEmpty(name);
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        foreach (var provider in ReferenceProviders.All)
        {
            using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
            await connection.SendAsync(RawConnection.Head(provider.Path, "Content-Type: application/json", $"Content-Length: {octets.Length}") + octets, Token);
            var answer = await connection.ReadAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
            Assert.True(answer!.Status is 400 or 401, answer.Head);
        }

        Assert.Empty(merchant.Deliveries);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Content-Type:")]
    [InlineData("Content-Type: application/json\r\nContent-Type: application/json")]
    [InlineData("Content-Type: application/json; charset=utf-8; charset=utf-16")]
    [InlineData("Content-Type: multipart/form-data; boundary=x")]
    [InlineData("Content-Type: application/json, text/html")]
    [InlineData("Content-Type: application/json\r\nContent-Encoding: gzip")]
    [InlineData("Content-Type: application/json\r\nContent-Encoding: deflate, identity")]
    [InlineData("Content-Type: application/json\r\nContent-Encoding: identity\r\nContent-Encoding: gzip")]
    public async Task What_is_not_one_plain_media_type_is_refused(string? headers)
    {
        var body = _cactus.Callback().Body;
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

        await connection.SendAsync(RawConnection.Head(_cactus.Path, [$"Content-Length: {body.Length}", .. headers is null ? (string[])[] : [headers]]) + body, Token);

        Assert.Equal(415, (await connection.ReadAsync(Token))!.Status);
        Assert.Empty(merchant.Deliveries);
    }

    [Fact]
    public async Task A_compressed_body_without_a_content_encoding_is_malformed()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes(new string(' ', 10_000_000)));
        }

        var octets = Encoding.Latin1.GetString(compressed.ToArray());
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

        await connection.SendAsync(RawConnection.Head(_cactus.Path, "Content-Type: application/json", $"Content-Length: {octets.Length}") + octets, Token);

        Assert.Equal(400, (await connection.ReadAsync(Token))!.Status);
    }
}
