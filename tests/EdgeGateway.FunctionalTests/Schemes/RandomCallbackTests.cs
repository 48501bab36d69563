using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Sends random callbacks of all presets, signed by <see cref="ReferenceSigner"/>, through one gateway.</summary>
public sealed class RandomCallbackTests
{
    private const int Rounds = 8;

    [Fact]
    public async Task Nothing_genuine_is_refused_or_delivered_twice_and_nothing_altered_is_delivered()
    {
        var signers = PresetVectors.All
            .Where(static vector => vector is { Name: "genuine", SourceAddress: null })
            .Select(static vector => (Vector: vector, Scheme: SignatureSchemes.Find(vector.Preset)!))
            .Select(static known => (known.Vector, known.Scheme, Signer: new ReferenceSigner(known.Scheme.Definition!.DeepClone().AsObject(), known.Vector)))
            .ToList();
        var profiles = new JsonObject(signers.Select(static known =>
            KeyValuePair.Create(known.Vector.Preset, (JsonNode?)PresetProfile.Of(known.Vector with { Secret = known.Signer.Secret }))));
        await using var stage = await SchemeStage.StartAsync(profiles, now: signers[0].Vector.Now);
        var wrong = new List<string>();
        var altered = 0;
        foreach (var (vector, scheme, signer) in signers)
        {
            using var disposable = signer;
            for (var seed = 0; seed < Rounds; seed++)
            {
                stage.Merchant.AnswerWith(200, AnswerOf(vector.Preset, seed), vector.Preset == "freedompay" ? "application/xml" : "application/json");
                var random = new Random(seed);
                var request = RandomRequest.Of(vector, scheme.Definition!, random, $"{vector.Preset}{seed}");
                var genuine = SchemeRequest.Of(signer.Sign(request));
                var before = stage.Deliveries.Count;

                var status = await stage.SendAsync(genuine, vector.Preset);
                var again = await stage.SendAsync(genuine, vector.Preset);
                var fault = (status, again, stage.Deliveries.Count - before) == (200, 200, 1) ? null : $"{status}, {again}, {stage.Deliveries.Count - before} deliveries";
                if (SignedValues.TryChange(scheme, request, random))
                {
                    altered++;
                    var forged = await stage.SendAsync(SchemeRequest.Of(request.ToVector()), vector.Preset);
                    fault ??= forged is 400 or 401 && stage.Deliveries.Count - before == 1 ? null : $"altered: {forged}";
                }

                if (fault is not null || stage.Deliveries[^1]["Callback-Conflict"] is not null)
                {
                    wrong.Add($"{vector.Preset} {seed}: {fault ?? "conflict"}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(altered > signers.Count * Rounds * 3 / 4, $"{altered}");
    }

    /// <summary>An answer that the provider accepts as an acknowledgement.</summary>
    private static string AnswerOf(string preset, int seed) => preset switch
    {
        "tbank" => "OK",
        "alipay" => "success",
        "ecpay" => "1|OK",
        "freekassa" => "YES",
        "cryptapi" => "*ok*",
        "robokassa" => $"OKrobokassa{seed}",
        "freedompay" => "<response><pg_status>ok</pg_status></response>",
        _ => """{"code":0,"error":0,"status":"accept","result":"ok"}""",
    };
}
