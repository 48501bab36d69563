using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

/// <summary>
/// All bodies so far and their signatures. Two bodies that the same signature verifies must have the same identity;
/// otherwise a captured callback could be changed into another event.
/// </summary>
internal sealed class IdentityUniverse(CallbackVerifier verifier)
{
    private readonly Dictionary<string, (string Body, CallbackIdentity Identity)> _known = [];

    /// <summary>The number of bodies that shared a signature with another.</summary>
    public int Shared { get; private set; }

    public int Verified { get; private set; }

    /// <summary>Adds a body with its signature, and checks it against the others.</summary>
    public void Add(string signature, string body, string? header, BodyFormats format = BodyFormats.Json)
    {
        var verdict = Verdict.On(verifier, Encoding.UTF8.GetBytes(body), format, header);
        if (verdict.Identity is not { } identity)
        {
            return;
        }

        Verified++;
        if (_known.TryAdd(signature, (body, identity)))
        {
            return;
        }

        var (otherBody, other) = _known[signature];
        Shared += otherBody == body ? 0 : 1;
        Assert.True(other == identity, $"{otherBody}\n  is {other}\n{body}\n  is {identity}");
    }
}
