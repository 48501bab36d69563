using System.Collections.Immutable;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.SdkTests.Callbacks;

/// <summary>Secrets as a provider issues them. Texts have any length and any characters.</summary>
internal static class RandomSecrets
{
    /// <summary>One to three secrets. The ids are those that a profile would give them.</summary>
    public static ImmutableArray<(string Id, string Value)> Create(SdkProvider provider, Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(index => ($"k{index}", CreateOne(provider, random)))];

    private static string CreateOne(SdkProvider provider, Random random) => provider.Name switch
    {
        "adyen" => Hex(random, random.Next(16, 65)),
        "standardwebhooks" or "svix" => (random.Next(2) == 0 ? "whsec_" : "") + Base64(random, random.Next(24, 65)),
        "braintree" => Hex(random, 16),
        "stripe" => "whsec_" + Text(random),
        _ => Text(random),
    };

    private static string Text(Random random) =>
        random.Next(3) == 0 ? Hex(random, random.Next(1, 150)) : "s" + string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => RandomRequest.Text(random)));

    private static string Hex(Random random, int length)
    {
        var text = Convert.ToHexString(Octets(random, length));
        return random.Next(2) == 0 ? text : text.ToLowerInvariant();
    }

    private static string Base64(Random random, int length) => Convert.ToBase64String(Octets(random, length));

    private static byte[] Octets(Random random, int length)
    {
        var octets = new byte[length];
        random.NextBytes(octets);
        return octets;
    }
}
