using System.Net;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Proxy.Profiles;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Profiles;

public sealed class CallbacksBuilderTests
{
    private static readonly SignatureScheme _stripe = SignatureSchemes.Find("stripe")!;

    [Fact]
    public void AddProfile_SeveralSecrets_AreNumberedInTheirOrder()
    {
        var profiles = new CallbacksBuilder().AddProfile("cards", _stripe, "first", "second").Build();

        var keys = profiles.ByName["CARDS"].Verifier.Keys.Keys;
        Assert.Equal([("k1", "first"), ("k2", "second")], keys.Select(static key => (key.Id, System.Text.Encoding.UTF8.GetString(key.Secret))));
    }

    [Fact]
    public void AddProfile_NameThatIsTaken_Throws() =>
        Assert.Throws<ArgumentException>(static () => new CallbacksBuilder().AddProfile("cards", _stripe, "a").AddProfile("Cards", _stripe, "b"));

    [Theory]
    [InlineData("stripe")]
    [InlineData("wise")]
    public void AddProfile_WithoutASecretThatIsNeeded_Throws(string scheme) =>
        Assert.Throws<ArgumentException>(() => new CallbacksBuilder().AddProfile("cards", SignatureSchemes.Find(scheme)!));

    [Fact]
    public void AddProfile_SchemeWithoutSignature_NeedsNetworksInsteadOfASecret()
    {
        var profile = CallbackProfile.Create("shop", SignatureSchemes.Find("yookassa")!, new KeyRing([]));

        Assert.Throws<ArgumentException>(() => new CallbacksBuilder().AddProfile(profile));
        Assert.Throws<ArgumentException>(static () => new CallbacksBuilder().AddProfile("shop", SignatureSchemes.Find("yookassa")!));
        var profiles = new CallbacksBuilder().AddProfile(profile with { AllowedNetworks = [IPNetwork.Parse("185.71.76.0/27")] }).Build();
        Assert.Empty(profiles.ByName["shop"].Verifier.Keys.Keys);
    }

    [Fact]
    public void AddProfile_SecretThatTheSchemeCannotRead_ThrowsWithoutIt()
    {
        var exception = Assert.Throws<ArgumentException>(static () => new CallbacksBuilder().AddProfile("shop", SignatureSchemes.Find("adyen")!, "hidden-secret"));

        Assert.DoesNotContain("hidden-secret", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public void AddProfile_NameThatNoHeaderMayHold_Throws(string name) =>
        Assert.Throws<ArgumentException>(() => new CallbacksBuilder().AddProfile(name, _stripe, "a"));
}
