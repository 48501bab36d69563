using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Proxy.Profiles;
using EdgeGateway.Tests.Configuration;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Profiles;

public sealed class CallbackProfileTests
{
    public static TheoryData<string> Schemes => ["Cactus", "Carouseller", "CryptoCloud", "stripe", "shopify", "tbank", "unitpay"];

    /// <summary>A profile that is built in code has the same defaults as one from the configuration.</summary>
    [Theory]
    [MemberData(nameof(Schemes))]
    public void Create_Defaults_AreThoseOfTheConfiguration(string name)
    {
        var configured = new TestConfiguration().Profile("Scheme", name).ReadProfile();

        var created = CallbackProfile.Create("cactus", SignatureSchemes.Find(name)!, new KeyRing([]));

        Assert.Equal(configured with { Verifier = created.Verifier, AllowedNetworks = created.AllowedNetworks }, created);
        Assert.Empty(configured.AllowedNetworks);
    }
}
