using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Explaining;

/// <summary>The provider signed with a secret that the configuration has for another profile.</summary>
internal sealed class OtherSecretHypothesis : Hypothesis
{
    public override IEnumerable<Trial> Trials(ExplainCase @case) =>
        from other in @case.Target.Others
        from secret in other.Secrets
        let octets = @case.Target.Scheme.ReadKey(secret.Value, out var read) is null ? read : null
        where octets is not null
        select new Trial(
            $"the provider signed with the secret {secret.Key} of the profile {other.Profile.Name}",
            @case.Input.With(new KeyRing([new SigningKey(secret.Key, octets)])));
}
