using EdgeGateway.Callbacks;
using EdgeGateway.SdkTests.Alterations;
using EdgeGateway.SdkTests.Callbacks;
using EdgeGateway.SdkTests.Differences;
using EdgeGateway.SdkTests.Oracle;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.SdkTests;

/// <summary>Random callbacks that were altered after they were signed, verified by the providers' packages and by the gateway.</summary>
public sealed class AlteredCallbackTests(SdkOracle oracle)
{
    private const int Rounds = 6;

    public static TheoryData<string> Providers => [.. SdkProvider.All.Select(static provider => provider.Name)];

    /// <summary>Every known difference that occurs with every callback.</summary>
    public static TheoryData<string, string, string> Cases => [..
        from difference in KnownDifferences.All
        from one in difference.Cases
        from provider in one.Providers
        select new TheoryDataRow<string, string, string>(difference.Name, one.Alteration, provider)];

    public static TheoryData<string> Differences => [.. KnownDifferences.All.Select(static difference => difference.Name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_verdicts_are_the_same_but_for_the_known_differences(string name)
    {
        using var generator = new CallbackGenerator(SdkProvider.Of(name));
        var wrong = new List<string>();
        var (judged, refused) = (0, 0);
        foreach (var alteration in Alteration.All)
        {
            for (var seed = 0; seed < Rounds; seed++)
            {
                var random = new Random(seed);
                if (alteration.Change(generator.Create(random), random) is not { } altered)
                {
                    continue;
                }

                var verdict = await oracle.VerifyAsync(altered);
                var reason = GatewayVerdict.Of(altered);
                judged++;
                refused += !verdict.IsGenuine && reason != RefusalReason.None ? 1 : 0;
                if (verdict.IsGenuine == (reason != RefusalReason.None)
                    && !KnownDifferences.All.Any(difference => difference.Explains(altered, alteration.Name, reason)))
                {
                    wrong.Add($"{alteration} seed {seed}: the package: {verdict}, the gateway: {reason}\n{altered}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(judged > 150 && refused > judged / 4, $"{judged} judged, {refused} refused by both");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_known_difference_is_one(string difference, string alteration, string provider)
    {
        using var generator = new CallbackGenerator(SdkProvider.Of(provider));
        for (var seed = 0; seed < 3; seed++)
        {
            var random = new Random(seed);
            var altered = Alteration.Of(alteration).Change(generator.Create(random), random);

            Assert.NotNull(altered);
            var verdict = await oracle.VerifyAsync(altered);
            var reason = GatewayVerdict.Of(altered);
            Assert.True(
                verdict.IsGenuine != (reason == RefusalReason.None)
                && KnownDifferences.All.Single(known => known.Name == difference).IsGatewayStricter == verdict.IsGenuine,
                $"{difference}, seed {seed}: the package: {verdict}, the gateway: {reason}\n{altered}");
        }
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void A_known_difference_is_documented(string difference) =>
        Assert.Contains($"**{difference}**", RepositoryFiles.Read("docs/guarantees.md"), StringComparison.OrdinalIgnoreCase);
}
