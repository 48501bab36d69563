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

    /// <summary>Whether there are tokens; otherwise the protected pages do not exist.</summary>
    public bool HasTokens => !_tokens.IsEmpty;

    /// <summary>Whether the request has a token that permits the role. Takes the same time whichever token is wrong.</summary>
    public bool Permits(HttpRequest request, ManagementRole role)
    {
        var values = request.Headers.Authorization;
        if (values.Count != 1 || values[0] is not { } value || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(value[Scheme.Length..]), digest);
        var isPermitted = false;
        foreach (var token in _tokens)
        {
            isPermitted |= CryptographicOperations.FixedTimeEquals(digest, token.Digest) && token.Role >= role;
        }

        return isPermitted;
    }
}
