using System.Collections.Immutable;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Templates;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>Verifies the callbacks of one profile and names them. Immutable and safe for concurrent use.</summary>
public sealed class CallbackVerifier
{
    private readonly CoverageRules _coverage;
    private readonly SignatureMethod _method;
    private readonly CallbackNaming _naming;

    /// <param name="profile">The profile's name, with which its callbacks' keys begin.</param>
    /// <param name="scheme">How the provider signs.</param>
    /// <param name="keys">The secrets that are accepted.</param>
    /// <param name="identity">The fields that name an event; none: the scheme's.</param>
    /// <param name="settings">The profile's settings for the scheme.</param>
    public CallbackVerifier(
        string profile, SignatureScheme scheme, KeyRing keys, ImmutableArray<IdentityField> identity, VerificationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        _method = scheme.Method.LookingFor(Lookups(identity, settings));
        Keys = keys;
        Settings = settings;
        Identity = identity.IsDefaultOrEmpty ? scheme.Identity : identity;
        _coverage = new CoverageRules(scheme, Identity, settings);
        _naming = _method.CreateNaming(profile, identity.IsDefaultOrEmpty ? scheme.Identity : identity);
    }

    /// <summary>The secrets that are accepted.</summary>
    public KeyRing Keys { get; }

    /// <summary>The fields that name an event.</summary>
    public ImmutableArray<IdentityField> Identity { get; }

    /// <summary>The profile's settings for the scheme.</summary>
    public VerificationSettings Settings { get; }

    /// <summary>
    /// Parses the request and judges its signature, its query string and what the profile requires. Allocates nothing once the
    /// workspace has grown to the profile's bodies.
    /// </summary>
    /// <param name="message">The request.</param>
    /// <param name="now">The present time, for signatures that expire.</param>
    /// <param name="workspace">Holds what <see cref="Identify"/> needs afterwards.</param>
    public VerificationResult Verify(in CallbackMessage message, DateTimeOffset now, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        workspace.Reset();
        var reason = _method.Parse(message, workspace);
        if (reason != RefusalReason.None)
        {
            return VerificationResult.Refused(reason);
        }

        var input = InputOf(message, now, workspace);
        var result = _method.Verify(input);
        if (!result.IsVerified)
        {
            return result;
        }

        reason = message.Query.Length > 0 ? _method.JudgeQuery(input) : RefusalReason.None;
        if (reason == RefusalReason.None)
        {
            reason = JudgeRequirements(input, result);
        }

        return reason == RefusalReason.None ? result : VerificationResult.Refused(reason);
    }

    /// <summary>
    /// The outermost fields that the signature leaves open, percent-encoded, separated by commas, 1 KiB at most and <c>…</c> where
    /// there are more; null when it covers all of them. For a callback that <see cref="Verify"/> has just found good, with the same
    /// request and workspace.
    /// </summary>
    public string? ListUncovered(in CallbackMessage message, in VerificationResult result, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return result.IsVerified && result.Coverage != SignatureCoverage.Full
            ? _method.ListUncovered(InputOf(message, default, workspace), result)
            : null;
    }

    /// <summary>Names a callback that <see cref="Verify"/> has just found good, with the same request and workspace.</summary>
    public CallbackIdentity Identify(in CallbackMessage message, in VerificationResult result, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return result.IsVerified
            ? _naming.Identify(InputOf(message, default, workspace), result)
            : throw new InvalidOperationException("What is not verified has no identity.");
    }

    /// <summary>
    /// Whether a verified callback is a fact, to be let through once; a question is forwarded each time. With the same request and
    /// workspace as <see cref="Verify"/>.
    /// </summary>
    public bool IsFact(in CallbackMessage message, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return _method.IsFact(InputOf(message, default, workspace));
    }

    /// <summary>
    /// The text of the acknowledgement that a provider expects for this callback, where it repeats values of the callback; otherwise
    /// null. With the same request and workspace as <see cref="Verify"/>.
    /// </summary>
    public byte[]? ExpectedAnswer(in CallbackMessage message, CallbackWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return _method.ExpectedAnswer(InputOf(message, default, workspace));
    }

    private RefusalReason JudgeRequirements(in VerificationInput input, in VerificationResult result)
    {
        foreach (var requirement in Settings.Require)
        {
            if (!_method.Meets(input, result, requirement))
            {
                return RefusalReason.RequirementNotMet;
            }
        }

        return RefusalReason.None;
    }

    /// <summary>What the profile reads of a callback beside what the scheme does.</summary>
    private static IEnumerable<ValueSource> Lookups(ImmutableArray<IdentityField> identity, VerificationSettings settings) =>
    [
        .. (identity.IsDefault ? [] : identity).Select(static field => new Requirement(field.Path, "").Source),
        .. settings.Require.Select(static requirement => requirement.Source),
        .. settings.Lookups.Select(static path => ValueSource.OfField(path)),
    ];

    private VerificationInput InputOf(in CallbackMessage message, DateTimeOffset now, CallbackWorkspace workspace) => new()
    {
        Message = message,
        Keys = Keys,
        Settings = Settings,
        Coverage = _coverage,
        Now = now,
        Workspace = workspace,
    };
}
