using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

/// <summary>
/// Every body so far and the signatures that were made for any of them: two that one signature verifies must be one callback,
/// or whoever saw a callback could alter it into another event.
/// </summary>
internal sealed class IdentityUniverse(CallbackVerifier verifier)
{
    private readonly Dictionary<string, (string Body, CallbackIdentity Identity)> _known = [];

    /// <summary>How many bodies shared a signature with another.</summary>
    public int Shared { get; private set; }

    public int Verified { get; private set; }

    /// <summary>Tries a body, as it was signed.</summary>
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
