using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Sends every vector of every preset through a gateway, each with its own profile.</summary>
public sealed class PresetVectorTests
{
    /// <summary>The secret of one published vector, which the gateway rejects as a placeholder.</summary>
    private const string StandIn = "mysecret";

    public static TheoryData<string> Presets => [.. PresetVectors.Presets];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task Genuine_callbacks_are_delivered_byte_for_byte_under_their_key_and_the_others_are_refused(string preset)
    {
        var vectors = PresetVectors.Of(preset).Where(static vector => vector.Secret != StandIn).OrderBy(static vector => vector.Now).ToList();
        var profiles = new JsonObject(vectors.Select(static vector => KeyValuePair.Create(vector.Name, (JsonNode?)PresetProfile.Of(vector))));
        await using var stage = await SchemeStage.StartAsync(profiles, inbound: PresetProfile.TrustedProxy, now: vectors[0].Now);
        var wrong = new List<string>();
        foreach (var vector in vectors)
        {
            stage.Time.Advance(vector.Now - stage.Time.GetUtcNow());
            var before = stage.Deliveries.Count;

            var status = await stage.SendAsync(SchemeRequest.Of(vector), vector.Name);

            var delivered = stage.Deliveries.Skip(before).ToList();
            var fault = vector.IsAccepted ? FaultOfDelivery(vector, status, delivered) : FaultOfRefusal(status, delivered);
            if (fault is not null)
            {
                wrong.Add($"{vector}: {fault}");
            }
        }

        Assert.Empty(wrong);
    }

    private static string? FaultOfDelivery(PresetVector vector, int status, List<Delivery> delivered)
    {
        if (status != 200 || delivered is not [var delivery])
        {
            return $"answered with {status}, {delivered.Count} deliveries";
        }

        if (!delivery.Body.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(vector.Body))
            || !delivery.Path.EndsWith(vector.Query.Length == 0 ? vector.Name : "?" + vector.Query, StringComparison.Ordinal))
        {
            return "the merchant did not see what was sent";
        }

        var key = delivery["Callback-Key"];
        var isExpected = vector.Key.IsDefault
            ? key?.Length == vector.Name.Length + 34 && key.StartsWith($"{vector.Name}/~", StringComparison.Ordinal)
            : key == string.Join('/', vector.Key.Prepend(vector.Name).Select(Encode));
        return isExpected ? null : $"the key is {key}";
    }

    private static string? FaultOfRefusal(int status, List<Delivery> delivered) =>
        status is >= 400 and < 500 && delivered.Count == 0 ? null : $"answered with {status}, {delivered.Count} deliveries";

    private static string Encode(string part) => string.Concat(Encoding.UTF8.GetBytes(part).Select(static octet =>
        char.IsAsciiLetterOrDigit((char)octet) || (char)octet is '-' or '_' or '.' ? ((char)octet).ToString() : $"%{octet:X2}"));
}
