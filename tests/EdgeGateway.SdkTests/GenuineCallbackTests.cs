using EdgeGateway.Callbacks;
using EdgeGateway.SdkTests.Alterations;
using EdgeGateway.SdkTests.Callbacks;
using EdgeGateway.SdkTests.Oracle;
using Xunit;

namespace EdgeGateway.SdkTests;

/// <summary>Random callbacks that the providers' packages sign, or verify if they cannot sign.</summary>
public sealed class GenuineCallbackTests(SdkOracle oracle)
{
    private const int Rounds = 100;

    public static TheoryData<string> Providers => [.. SdkProvider.All.Select(static provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_the_providers_package_signs_is_genuine_for_the_gateway(string name)
    {
        using var generator = new CallbackGenerator(SdkProvider.Of(name));
        for (var seed = 0; seed < Rounds; seed++)
        {
            var callback = generator.Create(new Random(seed));

            var verdict = await oracle.VerifyAsync(callback);
            var reason = GatewayVerdict.Of(callback);

            Assert.True(verdict.IsGenuine && reason == RefusalReason.None, $"{name} seed {seed}: the package: {verdict}, the gateway: {reason}\n{callback}");
            if (generator.Provider.Signs)
            {
                await CompareSignaturesAsync(generator, callback, seed);
            }
        }
    }

    /// <summary>The callback's signature is equal to the package's with one of the receiver's secrets.</summary>
    private async Task CompareSignaturesAsync(CallbackGenerator generator, SdkCallback callback, int seed)
    {
        var carried = SignaturePlace.ReadAll(callback);
        var made = new List<IReadOnlyList<string>>();
        foreach (var secret in callback.Secrets)
        {
            made.Add(await oracle.SignAsync(callback with { Secrets = [secret] }));
        }

        Assert.True(made.Exists(signatures => signatures.SequenceEqual(carried)), $"{generator.Provider} seed {seed}: {string.Join(' ', carried)}\n{callback}");
    }
}
