using System.Collections.Immutable;
using System.Net.Sockets;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Configuration.Validation;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration.Advice;

/// <summary>
/// Finds risks of a profile or its scheme that the merchant has to handle. Risks that the profile already handles are not reported.
/// </summary>
internal static class ProfileAdvice
{
    private const string OnlyTheProvider = "set AllowedNetworks to the provider's addresses, or ClientCertificate";
    private const string ReadBack = "read the payment back from the provider before you act on it";

    /// <summary>Each rule checks for one risk; null if the profile does not have it.</summary>
    private static readonly Func<CallbackProfile, ConfigurationAdvice?>[] _rules =
        [AdviseOnCoverage, AdviseOnDistinct, AdviseOnIdentity, AdviseOnAmount, AdviseOnEvidence];

    /// <summary>The advice for all profiles, in the order of their names.</summary>
    public static ImmutableArray<ConfigurationAdvice> Find(IEnumerable<CallbackProfile> profiles) =>
    [
        .. profiles.OrderBy(static profile => profile.Name, StringComparer.Ordinal)
            .SelectMany(static profile => _rules.Select(rule => rule(profile)).OfType<ConfigurationAdvice>()),
    ];

    /// <summary>The body is not signed, or only through a checksum. Risks that follow from this are not reported separately.</summary>
    private static ConfigurationAdvice? AdviseOnCoverage(CallbackProfile profile)
    {
        var scheme = profile.Scheme;
        var reason = !LeavesBodyOpen(scheme) || IsClosedToStrangers(profile) ? null
            : !scheme.NeedsKeys ? $"{scheme.Name} signs nothing, and these networks let nearly everyone send"
            : scheme.Coverage == SignatureCoverage.None ? $"{scheme.Name} signs nothing of a callback: whoever learns the secret from one request can send any other"
            : scheme.SignsChecksum ? $"{scheme.Name} signs the body only through a 32-bit checksum: another body with the same checksum can be built by anyone who has a genuine callback"
            : $"{scheme.Name} does not sign the body: whoever has a genuine callback can send it with another body";
        return reason is null ? null : Warn("body-not-signed", profile, nameof(CallbackProfileOptions.AllowedNetworks), reason, $"{OnlyTheProvider}{Published(scheme)}, and {ReadBack}");
    }

    private static ConfigurationAdvice? AdviseOnDistinct(CallbackProfile profile)
    {
        var scheme = profile.Scheme;
        return scheme.Distinct.IsEmpty || !profile.Verifier.Settings.DistinctValues.IsEmpty || IsClosedToStrangers(profile)
            ? null
            : Warn(
                "events-not-listed",
                profile,
                nameof(CallbackProfileOptions.DistinctValues),
                $"{scheme.Name} does not sign {Join(scheme.Distinct)}, which tells events of equal bodies apart: a captured callback is delivered once more for each other value",
                "list the values that you expect in DistinctValues");
    }

    private static ConfigurationAdvice? AdviseOnIdentity(CallbackProfile profile)
    {
        var scheme = profile.Scheme;
        var unsigned = UnsignedIdentity(profile).Except(scheme.Distinct).ToImmutableArray();
        return unsigned.IsEmpty || LeavesBodyOpen(scheme) || IsClosedToStrangers(profile)
            ? null
            : Warn(
                "identity-not-signed",
                profile,
                nameof(CallbackProfileOptions.Identity),
                $"{scheme.Name} does not sign {Join(unsigned)}, which names the event: the content alone decides what is a repeat, and a captured callback can come under "
                + "the Callback-Key of another event",
                $"name signed fields in Identity where the body has an id, or {OnlyTheProvider}{Published(scheme)}");
    }

    private static ConfigurationAdvice? AdviseOnAmount(CallbackProfile profile)
    {
        var scheme = profile.Scheme;
        var amount = profile.Verifier.Settings.Amount ?? scheme.Amount;
        var unsigned = (amount?.AllFields ?? []).Select(static field => field.Path).Where(path => !scheme.Signs(path)).Distinct().ToImmutableArray();
        return unsigned.IsEmpty || LeavesBodyOpen(scheme) || IsClosedToStrangers(profile)
            ? null
            : Warn(
                "amount-not-signed",
                profile,
                nameof(CallbackProfileOptions.AmountField),
                $"{scheme.Name} does not sign {Join(unsigned)}: whoever has a genuine callback can send it with another amount",
                $"compare the amount with your own order before you act on it, or {OnlyTheProvider}{Published(scheme)}");
    }

    private static ConfigurationAdvice? AdviseOnEvidence(CallbackProfile profile) => !profile.Scheme.HasThirdPartyEvidenceOnly
        ? null
        : new ConfigurationAdvice(
            "third-party-evidence",
            AdviceSeverity.Note,
            PathOf(profile, nameof(CallbackProfileOptions.Scheme)),
            $"{profile.Scheme.Name} is known from third parties only, neither from the provider's pages nor from its code",
            "try it with genuine callbacks of the provider's test environment before you rely on it");

    private static bool LeavesBodyOpen(SignatureScheme scheme) => scheme.Coverage == SignatureCoverage.None || scheme.SignsChecksum || !scheme.SignsBody;

    /// <summary>The unsigned values that identify an event in the profile, as configured.</summary>
    private static IEnumerable<string> UnsignedIdentity(CallbackProfile profile)
    {
        var own = profile.Verifier.Identity;
        return !profile.Scheme.TakesValues || own.IsEmpty
            ? profile.Scheme.UnsignedIdentity
            : own.Select(static field => field.Path).Where(path => !profile.Scheme.Signs(path));
    }

    /// <summary>Whether only the provider, or a sender in its networks, can send.</summary>
    private static bool IsClosedToStrangers(CallbackProfile profile) => profile.ClientCertificate is not null
        || (!profile.AllowedNetworks.IsEmpty && profile.AllowedNetworks.All(static network =>
            network.PrefixLength >= (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 8 : 16)));

    private static string Published(SignatureScheme scheme) => scheme.Networks.IsEmpty ? "" : $" (published: {string.Join(", ", scheme.Networks)})";

    private static string Join(ImmutableArray<string> names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";

    private static ConfigurationAdvice Warn(string rule, CallbackProfile profile, string setting, string reason, string remedy) =>
        new(rule, AdviceSeverity.Warning, PathOf(profile, setting), reason, remedy);

    private static string PathOf(CallbackProfile profile, string setting) => $"{KnownSections.Profiles}:{profile.Name}:{setting}";
}
