using System.Collections.Immutable;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Verifies the callbacks of one profile and identifies their events. Immutable and safe for concurrent use.</summary>
public sealed class CallbackVerifier
{
    private readonly CoverageRules _coverage;
    private readonly SignatureMethod _method;
    private readonly CallbackNaming _naming;
    private readonly AmountReader? _amounts;
    private readonly ImmutableArray<ValueSource> _claimed;

    /// <param name="profile">The profile's name, which is the prefix of its callbacks' keys.</param>
    /// <param name="scheme">How the provider signs.</param>
    /// <param name="keys">The secrets that are accepted.</param>
    /// <param name="identity">The fields that identify an event; empty for the scheme's own.</param>
    /// <param name="settings">The profile's settings for the scheme.</param>
    public CallbackVerifier(
        string profile, SignatureScheme scheme, KeyRing keys, ImmutableArray<IdentityField> identity, VerificationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        _method = scheme.Method.LookingFor(Lookups(identity, settings));
        Keys = keys;
        Settings = settings;
        Identity = identity.IsDefaultOrEmpty ? scheme.Identity : identity;
        IdentityLists = identity.IsDefaultOrEmpty ? scheme.IdentityLists : [identity];
        _coverage = new CoverageRules(
            [.. scheme.Fields, .. settings.ObjectFields, .. Identity.Select(static field => field.Path.Split('.')[0])], scheme.BlankFields, settings.ObjectFields)
        {
            AllowAmbiguousValues = settings.AllowAmbiguousValues,
            BindsInvoice = settings.TokenBinding == TokenBinding.InvoiceId,
        };
        _amounts = settings.Amount is { } amount ? new AmountReader(scheme, amount) : null;
        _claimed = [.. IdentityLists.SelectMany(static list => list).Select(static field => new Requirement(field.Path, "").Source).DistinctBy(static source => source.ToString())];
        _naming = _method.CreateNaming(profile, identity.IsDefaultOrEmpty ? scheme.Identity : identity);
    }

    /// <summary>The secrets that are accepted.</summary>
    public KeyRing Keys { get; }

    /// <summary>The fields that identify an event.</summary>
    public ImmutableArray<IdentityField> Identity { get; }

    /// <summary>The lists of values that name an event in its key; the first complete one is used.</summary>
    public ImmutableArray<ImmutableArray<IdentityField>> IdentityLists { get; }

    /// <summary>The profile's settings for the scheme.</summary>
    public VerificationSettings Settings { get; }

    /// <summary>
    /// Parses the request, checks its signature, its query string and the profile's requirements, and identifies its event. A refused
    /// callback does not allocate once the thread has seen bodies of that size.
    /// </summary>
    /// <param name="message">The request.</param>
    /// <param name="now">The current time, for signatures that expire.</param>
    public CallbackVerdict Verify(in CallbackMessage message, DateTimeOffset now)
    {
        using var workspace = CallbackWorkspace.Rent();
        var result = Judge(message, now, workspace);
        if (!result.IsVerified)
        {
            return new CallbackVerdict { Reason = result.Reason };
        }

        var input = InputOf(message, now, workspace);
        var uncovered = result.Coverage == SignatureCoverage.Full ? null : _method.ListUncovered(input, result);
        var identity = _naming.Identify(input, result);
        var isQuestion = !_method.IsFact(input);
        var amounts = isQuestion && !Settings.CountsQuestions ? null : _amounts;
        return new CallbackVerdict
        {
            Key = result.Key,
            Rendering = result.Rendering,
            Coverage = result.Coverage,
            Identity = identity,
            Uncovered = uncovered,
            IsQuestion = isQuestion,
            ExpectedAnswer = _method.ExpectedAnswer(input),
            Amount = amounts?.Read(message.Body, workspace),
            ItemAmounts = amounts?.ReadItems(message.Body, workspace) ?? [],
        };
    }

    /// <summary>Reads what a refused request says about itself, for logs. It is not verified, and it may be made up.</summary>
    /// <param name="message">The request.</param>
    /// <param name="reason">Why it was refused.</param>
    public RefusedContent ReadRefused(in CallbackMessage message, RefusalReason reason)
    {
        using var workspace = CallbackWorkspace.Rent();
        workspace.Reset();
        var parsed = _method.Parse(message, workspace);
        var input = InputOf(message, default, workspace);
        var identity = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var source in _claimed)
        {
            workspace.SignatureBase.Truncate(0);
            if (_method.TryAppendUnverified(input, parsed, source, workspace.SignatureBase) && workspace.SignatureBase.Length > 0)
            {
                identity.Add(new(source.Name, PrintableText.Of(workspace.SignatureBase.Written, RefusedContent.MaxTextLength)));
            }
        }

        var fault = reason == RefusalReason.RequirementNotMet && FindUnmet(input, _method.Verify(input)) is { } unmet
            ? unmet.Source.NameOctets
            : _method.FindFault(input, reason);
        return new RefusedContent(identity.ToImmutable(), fault.IsEmpty ? null : PrintableText.Of(fault, RefusedContent.MaxTextLength));
    }

    /// <summary>
    /// Parses the request and checks its signature, its query string and the profile's requirements. Does not allocate once the workspace
    /// has grown to the size of the profile's bodies.
    /// </summary>
    /// <param name="message">The request.</param>
    /// <param name="now">The current time, for signatures that expire.</param>
    /// <param name="workspace">Receives the state that <see cref="Identify"/> needs afterwards.</param>
    internal VerificationResult Judge(in CallbackMessage message, DateTimeOffset now, CallbackWorkspace workspace)
    {
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
            reason = FindUnmet(input, result) is null ? RefusalReason.None : RefusalReason.RequirementNotMet;
        }

        return reason == RefusalReason.None ? result : VerificationResult.Refused(reason);
    }

    /// <summary>Identifies a callback that <see cref="Judge"/> has just verified, with the same request and workspace.</summary>
    internal CallbackIdentity Identify(in CallbackMessage message, in VerificationResult result, CallbackWorkspace workspace) =>
        _naming.Identify(InputOf(message, default, workspace), result);

    private Requirement? FindUnmet(in VerificationInput input, in VerificationResult result)
    {
        foreach (var requirement in Settings.Require)
        {
            if (!_method.Meets(input, result, requirement))
            {
                return requirement;
            }
        }

        return null;
    }

    /// <summary>The values that the profile reads in addition to those of the scheme.</summary>
    private static IEnumerable<ValueSource> Lookups(ImmutableArray<IdentityField> identity, VerificationSettings settings) =>
    [
        .. (identity.IsDefault ? [] : identity).Select(static field => new Requirement(field.Path, "").Source),
        .. settings.Require.Select(static requirement => requirement.Source),
        .. (settings.Amount?.AllFields ?? []).Select(static field => ValueSource.OfField(field.Path)),
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
