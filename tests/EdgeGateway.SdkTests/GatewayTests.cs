using System.Collections.Immutable;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks;
using EdgeGateway.SdkTests.Alterations;
using EdgeGateway.SdkTests.Callbacks;
using EdgeGateway.SdkTests.Oracle;
using EdgeGateway.Testing.Gateways;
using Xunit;

namespace EdgeGateway.SdkTests;

/// <summary>A gateway with a profile for each provider.</summary>
public sealed class GatewayTests(SdkOracle oracle)
{
    private const int Rounds = 5;

    private static readonly string[] _alterations =
    [
        "body-octet-flipped", "body-cut", "field-value-changed", "form-value-changed", "signature-digit-changed", "signature-missing",
        "list-time-changed", "header-time-changed", "header-id-changed", "query-id-changed",
    ];

    [Fact]
    public async Task What_the_packages_accept_is_delivered_byte_for_byte_and_what_they_refuse_is_not()
    {
        var receivers = SdkProvider.All.Select(static provider => (Generator: new CallbackGenerator(provider), Secrets: SecretsFor(provider))).ToList();
        var profiles = new JsonObject(receivers.Select(static receiver =>
            KeyValuePair.Create(receiver.Generator.Provider.Name, (JsonNode?)SdkStage.ProfileOf(receiver.Generator, receiver.Secrets(receiver.Generator)))));
        await using var stage = await SchemeStage.StartAsync(profiles);
        stage.Merchant.AnswerWith(200, "success");
        var wrong = new List<string>();
        foreach (var (generator, secrets) in receivers)
        {
            using var disposable = generator;
            for (var seed = 0; seed < Rounds; seed++)
            {
                var random = new Random(seed);
                var callback = generator.Create(random, secrets(generator), SchemeStage.Start);
                var verdict = await oracle.VerifyAsync(callback);
                var (status, body) = await SdkStage.SendAsync(stage, callback);
                if (!verdict.IsGenuine || status != 200 || !body.AsSpan().SequenceEqual(callback.Body))
                {
                    wrong.Add($"{generator.Provider} seed {seed}: {verdict}, answered with {status}\n{callback}");
                }

                wrong.AddRange(await SendAlteredAsync(stage, callback, random, $"{generator.Provider} seed {seed}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Sends callbacks that the package and the verifier refuse, and returns those that the gateway accepted.</summary>
    private async Task<IReadOnlyList<string>> SendAlteredAsync(SchemeStage stage, SdkCallback callback, Random random, string name)
    {
        var wrong = new List<string>();
        foreach (var alteration in _alterations)
        {
            if (Alteration.Of(alteration).Change(callback, random) is { } altered
                && !(await oracle.VerifyAsync(altered)).IsGenuine
                && GatewayVerdict.Of(altered) != RefusalReason.None
                && await SdkStage.SendAsync(stage, altered) is not (400 or 401, null) and var seen)
            {
                wrong.Add($"{name} {alteration}: {seen.Status}\n{altered}");
            }
        }

        return wrong;
    }

    /// <summary>The same secrets for all callbacks of a provider.</summary>
    private static Func<CallbackGenerator, ImmutableArray<(string Id, string Value)>> SecretsFor(SdkProvider provider) =>
        generator => generator.CreateSecrets(new Random(provider.Name.Length));
}
