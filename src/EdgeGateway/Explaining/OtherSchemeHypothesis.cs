using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Explaining;

/// <summary>The request is for another profile, or is signed by another scheme with the same secret.</summary>
internal sealed class OtherSchemeHypothesis : Hypothesis
{
    public override IEnumerable<Trial> Trials(ExplainCase @case) => OfProfiles(@case).Concat(OfSchemes(@case));

    private static IEnumerable<Trial> OfProfiles(ExplainCase @case) => @case.Target.Others
        .Where(static other => IsChecked(other.Scheme))
        .Select(other => new Trial(
            $"the request is one of {other.Scheme.Name} and verifies for the profile {other.Profile.Name}: it was sent to the wrong address, or the route names the wrong profile",
            new ExplainInput(other.Profile.Verifier, other.Scheme, @case.Captured.ToRequest(other.Scheme))));

    private static IEnumerable<Trial> OfSchemes(ExplainCase @case)
    {
        foreach (var scheme in SignatureSchemes.All.Where(scheme => scheme.Name != @case.Target.Scheme.Name && IsChecked(scheme) && !scheme.HasPublicKeys))
        {
            var isComplete = scheme.Parameters.All(@case.Input.Settings.Parameters.ContainsKey) && (!scheme.SignsUrl || @case.Input.Settings.PublicUrl is not null);
            var keys = isComplete
                ? @case.Target.Secrets.Where(secret => scheme.ReadKey(secret.Value, out _) is null).Select(secret => new SigningKey(secret.Key, Read(scheme, secret.Value))).ToArray()
                : [];
            if (keys.Length > 0)
            {
                yield return new Trial(
                    $"the request is signed as {scheme.Name} signs, with a secret of this profile: Scheme is wrong",
                    new ExplainInput(scheme, new KeyRing([.. keys]), @case.Input.Settings, @case.Captured.ToRequest(scheme)));
            }
        }
    }

    /// <summary>A scheme that checks no signature accepts everything.</summary>
    private static bool IsChecked(SignatureScheme scheme) => scheme.NeedsKeys;

    private static byte[] Read(SignatureScheme scheme, string secret)
    {
        scheme.ReadKey(secret, out var octets);
        return octets;
    }
}
