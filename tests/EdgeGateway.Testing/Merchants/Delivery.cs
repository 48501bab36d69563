using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Testing.Merchants;

/// <summary>What a merchant saw.</summary>
public sealed record Delivery(string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string header] => Headers.GetValueOrDefault(header);

    public static async Task<Delivery> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return new Delivery(
            request.Path.Value! + request.QueryString,
            body.ToArray(),
            request.Headers.ToDictionary(
                static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }
}
