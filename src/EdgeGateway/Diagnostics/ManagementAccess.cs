using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Configuration.Options;

namespace EdgeGateway.Diagnostics;

/// <summary>Who may use the protected pages of the management endpoint. Immutable and safe for concurrent use.</summary>
internal sealed class ManagementAccess
{
    private const string Scheme = "Bearer ";

    private readonly ImmutableArray<(byte[] Digest, ManagementRole Role)> _tokens;

    /// <param name="options">The configured tokens. They are validated with the rest of the configuration; empty ones permit nothing.</param>
    public ManagementAccess(ManagementOptions options) => _tokens =
    [
        .. options.Tokens.Values.Where(static token => !string.IsNullOrEmpty(token.Value))
            .Select(static token => (SHA256.HashData(Encoding.UTF8.GetBytes(token.Value!)), token.Role)),
    ];

    /// <summary>Whether the request has a token that permits the role; otherwise it is answered: 404 where there are no tokens, 401, or 403.</summary>
    public bool Admits(HttpContext context, ManagementRole role)
    {
        if (_tokens.IsEmpty)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return false;
        }

        switch (RoleOf(context.Request))
        {
            case { } permitted when permitted >= role:
                return true;
            case null:
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return false;
            default:
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return false;
        }
    }

    /// <summary>What the request's token permits; null without a valid one. Takes the same time whichever token is wrong.</summary>
    private ManagementRole? RoleOf(HttpRequest request)
    {
        var values = request.Headers.Authorization;
        if (values.Count != 1 || values[0] is not { } value || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(value[Scheme.Length..]), digest);
        ManagementRole? role = null;
        foreach (var token in _tokens)
        {
            role = CryptographicOperations.FixedTimeEquals(digest, token.Digest) ? token.Role : role;
        }

        return role;
    }
}
