using System.Buffers.Text;
using System.IdentityModel.Tokens.Jwt;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace EdgeGateway.Testing.Signing;

/// <summary>CryptoCloud's tokens, created and validated by System.IdentityModel, or assembled by hand if it would refuse them.</summary>
public static class ReferenceToken
{
    /// <summary>A token as the provider documents it.</summary>
    public static string Mint(string id, DateTimeOffset expires, string secret)
    {
        var header = new JwtHeader(new SigningCredentials(KeyOf(secret), SecurityAlgorithms.HmacSha256));
        var payload = new JwtPayload { ["id"] = id, ["exp"] = expires.ToUnixTimeSeconds() };
        return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(header, payload));
    }

    /// <summary>A token with any header and claims, signed with HMAC-SHA256.</summary>
    public static string Assemble(string header, string claims, string secret) =>
        SignBase(Encode(header) + "." + Encode(claims), secret);

    /// <summary>Appends the signature to the header and the claims.</summary>
    public static string SignBase(string signatureBase, string secret) =>
        signatureBase + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signatureBase)));

    /// <summary>Base64url of the text's UTF-8, without padding.</summary>
    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether System.IdentityModel accepts the token at that time.</summary>
    public static bool IsValid(string token, string secret, DateTimeOffset now, TimeSpan skew)
    {
        var parameters = new TokenValidationParameters
        {
            IssuerSigningKey = KeyOf(secret),
            ValidateAudience = false,
            ValidateIssuer = false,
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires is not null && now.UtcDateTime < expires + skew,
        };

        try
        {
            new JwtSecurityTokenHandler().ValidateToken(token, parameters, out var validated);
            return ((JwtSecurityToken)validated).Header.Alg == SecurityAlgorithms.HmacSha256;
        }
        catch (Exception exception) when (exception is SecurityTokenException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    /// <summary>
    /// The library refuses keys below 256 bits, but providers issue them. HMAC pads short keys with zeros, so a key with appended zeros
    /// creates the same signatures.
    /// </summary>
    private static SymmetricSecurityKey KeyOf(string secret)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        Array.Resize(ref key, Math.Max(key.Length, HMACSHA256.HashSizeInBytes));
        return new SymmetricSecurityKey(key);
    }
}
