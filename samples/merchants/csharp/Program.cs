// A merchant's application behind EdgeGateway: it takes only what the gateway has signed (Standard Webhooks).
// MERCHANT_SECRETS=whsec_... dotnet run --project samples/merchants/csharp 9000
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

// Those of MerchantSignature in the gateway's configuration: two while one replaces the other.
var secrets = Environment.GetEnvironmentVariable("MERCHANT_SECRETS")!.Split(' ')
    .Select(static secret => Convert.FromBase64String(secret.StartsWith("whsec_", StringComparison.Ordinal) ? secret[6..] : secret)).ToArray();
var tolerance = TimeSpan.FromMinutes(5);

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls($"http://127.0.0.1:{args[0]}");   // nobody can send to the application past the gateway
var app = builder.Build();
app.MapPost("/{**path}", async (HttpRequest request) =>
{
    // The received bytes: a body that was parsed and written again has another signature.
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    if (!IsGenuine(request.Headers, body.ToArray()))
    {
        return Results.Text("not signed by the gateway", statusCode: 401);
    }

    // Credit the customer here, in one transaction with an INSERT of webhook-id into a table where it is unique.
    Console.WriteLine($"paid: {request.Headers["webhook-id"]}");
    return Results.Text("ok");
});
app.Run();

bool IsGenuine(IHeaderDictionary headers, byte[] body)
{
    var (id, timestamp) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
    if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        || Math.Abs(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - seconds) > tolerance.TotalSeconds)
    {
        return false;
    }

    var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.").Concat(body).ToArray();
    var expected = secrets.Select(secret => Encoding.ASCII.GetBytes($"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}")).ToArray();
    return headers["webhook-signature"].ToString().Split(' ').Select(Encoding.ASCII.GetBytes)
        .Any(signature => expected.Any(one => CryptographicOperations.FixedTimeEquals(signature, one)));
}
