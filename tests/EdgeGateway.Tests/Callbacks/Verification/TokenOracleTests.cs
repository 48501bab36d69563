using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using EdgeGateway.Tests.Callbacks.Generation;
using FsCheck.Fluent;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

/// <summary>Compares with System.IdentityModel, which must accept every token that the gateway accepts.</summary>
public sealed class TokenOracleTests
{
    private static readonly string[] _headers =
    [
        """{"alg":"HS256","typ":"JWT"}""", """{"typ":"JWT","alg":"HS256"}""", """{"alg":"HS256"}""", """{ "alg" : "HS256", "kid":"1" }""",
        """{"alg":"none"}""", """{"alg":"HS384"}""", """{"alg":"HS512"}""", """{"alg":"RS256"}""", "{}",
    ];

    private static readonly string[] _claims =
    [
        """{"id":"89UX","exp":2000000000}""", """{"exp":2000000000,"id":"89UX","iat":1}""", """{"id":"89UX","exp":1}""",
        """{"id":"89UX","exp":0}""", """{"id":"89UX"}""", """{"id":"89UX","exp":1767262804}""", """{"id":"89UX","exp":1767262685}""",
        """{"id":"89UX","exp":"never"}""",
    ];

    [Theory]
    [InlineData(301, true)]
    [InlineData(1, true)]
    [InlineData(-59, true)]
    [InlineData(-60, false)]
    [InlineData(-3600, false)]
    public void Verify_MintedToken_IsTakenByBoth(int secondsLeft, bool expected)
    {
        var token = ReferenceToken.Mint("89UX", ProviderVectors.TokenTime.AddSeconds(secondsLeft), Verdict.Secret);

        Assert.Equal(expected, Verdict.On(SignatureSchemes.CryptoCloud, Body(token)).IsVerified);
        Assert.Equal(expected, ReferenceToken.IsValid(token, Verdict.Secret, ProviderVectors.TokenTime, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Verify_AnyToken_IsTakenOnlyIfTheOracleTakesIt()
    {
        var taken = 0;
        Prop.ForAll(
            Gen.Elements(_headers).ToArbitrary(),
            Gen.Elements(_claims).ToArbitrary(),
            Gen.Choose(0, 400).ToArbitrary(),
            (header, claims, at) =>
            {
                // Half of them have one changed character.
                var token = ReferenceToken.Assemble(header, claims, Verdict.Secret);
                if (at < token.Length)
                {
                    token = token[..at] + (token[at] == 'x' ? 'y' : 'x') + token[(at + 1)..];
                }

                if (Verdict.On(SignatureSchemes.CryptoCloud, Body(token)).IsVerified)
                {
                    taken++;
                    Assert.True(ReferenceToken.IsValid(token, Verdict.Secret, ProviderVectors.TokenTime, TimeSpan.FromMinutes(1)), token);
                }
            }).Holds(300);

        Assert.NotEqual(0, taken);
    }

    private static string Body(string token) => $$"""{"status":"success","invoice_id":"89UX","token":"{{token}}"}""";
}
