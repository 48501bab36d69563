using System.Collections.Immutable;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration.Advice;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Configuration.Advice;

public sealed class ProfileAdviceTests
{
    private const string Networks = "CallbackProfiles:cactus:AllowedNetworks";

    [Theory]
    [InlineData("Cactus")]
    [InlineData("stripe")]
    [InlineData("adyen")]
    [InlineData("tbank")]
    [InlineData("svix")]
    [InlineData("cryptomus")]
    public void Find_NothingRisky_AdvisesNothing(string scheme)
    {
        Assert.Empty(Of(scheme));
    }

    [Theory]
    [InlineData("razorpay", "header:x-razorpay-event-id")]
    [InlineData("paysera", "header:X-Paysera-Request-Id")]
    [InlineData("paymob", "field:type")]
    public void Find_UnsignedIdentity_NamesIt(string scheme, string source)
    {
        var advice = Assert.Single(Of(scheme));

        Assert.Equal(AdviceSeverity.Warning, advice.Severity);
        Assert.Equal("CallbackProfiles:cactus:Identity", advice.Path);
        Assert.StartsWith($"{scheme} does not sign {source}, which names the event", advice.Reason, StringComparison.Ordinal);
        Assert.Contains("AllowedNetworks", advice.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SignedIdentityOfTheProfile_ClosesTheRisk()
    {
        Assert.Empty(Of("razorpay", ("Identity:0", "event"), ("Identity:1", "payload.payment.entity.id")));
        Assert.Equal("CallbackProfiles:cactus:Identity", Assert.Single(Of("stripe", ("Identity:0", "header:X-Id"))).Path);
    }

    [Theory]
    [InlineData("shopify", "header:X-Shopify-Topic", "header:X-Shopify-Webhook-Id")]
    [InlineData("github", "header:X-GitHub-Event", "header:X-GitHub-Delivery")]
    public void Find_UnsignedDistinctValue_IsClosedByDistinctValues(string scheme, string distinct, string identity)
    {
        var advice = Of(scheme);

        Assert.Equal(["CallbackProfiles:cactus:DistinctValues", "CallbackProfiles:cactus:Identity"], advice.Select(static advice => advice.Path));
        Assert.Contains(distinct, advice[0].Reason, StringComparison.Ordinal);
        Assert.Contains(identity, advice[1].Reason, StringComparison.Ordinal);
        Assert.Equal(["CallbackProfiles:cactus:Identity"], Of(scheme, ("DistinctValues:0", "paid")).Select(static advice => advice.Path));
    }

    /// <summary>The unsigned part of the identity is the value with the list.</summary>
    [Fact]
    public void Find_IdentityOfTheDistinctValue_IsOneRisk()
    {
        Assert.Equal("CallbackProfiles:cactus:DistinctValues", Assert.Single(Of("midtrans")).Path);
        Assert.Empty(Of("midtrans", ("DistinctValues:0", "settlement")));
    }

    [Theory]
    [InlineData("xendit", "ClientCertificate")]
    [InlineData("payme", "ClientCertificate")]
    public void Find_NothingCovered_IsAdvisedOnce(string scheme, string remedy)
    {
        var advice = Assert.Single(Of(scheme));

        Assert.Equal((AdviceSeverity.Warning, Networks), (advice.Severity, advice.Path));
        Assert.StartsWith($"{scheme} signs nothing of a callback", advice.Reason, StringComparison.Ordinal);
        Assert.Contains(remedy, advice.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ChecksumOfTheBody_IsAdvisedOnce()
    {
        var advice = Assert.Single(Of("paypal"));

        Assert.Equal((AdviceSeverity.Warning, Networks), (advice.Severity, advice.Path));
        Assert.StartsWith("paypal signs the body only through a 32-bit checksum", advice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_BodyOutsideOfTheSignature_IsAdvised()
    {
        var advice = Assert.Single(Of("mercadopago"));

        Assert.Equal((AdviceSeverity.Warning, Networks), (advice.Severity, advice.Path));
        Assert.StartsWith("mercadopago does not sign the body", advice.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void Find_AmountOutsideOfTheSignature_IsAdvisedWhetherItIsCountedOrNot(string counted)
    {
        var advice = Assert.Single(Of("CryptoCloud", ("CountAmounts", counted)));

        Assert.Equal((AdviceSeverity.Warning, "CallbackProfiles:cactus:AmountField"), (advice.Severity, advice.Path));
        Assert.StartsWith("CryptoCloud does not sign amount_crypto and currency", advice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_UnsignedAmountOfTheProfile_IsAdvised()
    {
        var advice = Assert.Single(Of("adyen", ("AmountField", "additionalData.authorisedAmountValue"), ("CurrencyField", "amount.currency"), ("AmountUnit", "Minor")));

        Assert.StartsWith("adyen does not sign additionalData.authorisedAmountValue:", advice.Reason, StringComparison.Ordinal);
        Assert.Empty(Of("adyen", ("AmountField", "amount.value")));
    }

    [Theory]
    [InlineData("nowpayments")]
    [InlineData("przelewy24")]
    [InlineData("flutterwave-v4")]
    public void Find_EvidenceOfThirdParties_IsANote(string scheme)
    {
        var advice = Assert.Single(Of(scheme));

        Assert.Equal((AdviceSeverity.Note, "CallbackProfiles:cactus:Scheme"), (advice.Severity, advice.Path));
        Assert.StartsWith($"{scheme} is known from third parties only", advice.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("razorpay")]
    [InlineData("shopify")]
    [InlineData("midtrans")]
    [InlineData("xendit")]
    [InlineData("paypal")]
    [InlineData("mercadopago")]
    [InlineData("CryptoCloud")]
    public void Find_OnlyTheProviderCanSend_ClosesTheRisk(string scheme)
    {
        Assert.Empty(Of(scheme, ("AllowedNetworks:0", "192.0.2.0/24"), ("AllowedNetworks:1", "2001:db8::/32")));
        Assert.Empty(Of(scheme, ("ClientCertificate", "Require"), ("ClientCertificateThumbprints:0", new string('A', 64))));
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("128.0.0.0/1")]
    public void Find_NetworkThatIsHalfOfTheInternet_ClosesNothing(string network)
    {
        Assert.Single(Of("xendit", ("AllowedNetworks:0", "192.0.2.0/24"), ("AllowedNetworks:1", network)));
    }

    [Fact]
    public void Find_AddressesOnly_AreWhatTheProviderOffers()
    {
        Assert.Empty(Of("yookassa", ("AllowedNetworks:0", "185.71.76.0/27")));

        var advice = Assert.Single(Of("yookassa", ("AllowedNetworks:0", "0.0.0.0/0")));

        Assert.Equal(Networks, advice.Path);
        Assert.Contains("185.71.76.0/27", advice.Remedy, StringComparison.Ordinal);
    }

    /// <summary>The advice for every built-in scheme, so that a new preset must be added here.</summary>
    [Fact]
    public void Find_EveryScheme_AdvisesWhatItsNotesSay()
    {
        var advised = SignatureSchemes.All
            .Where(static scheme => scheme.NeedsKeys && Of(scheme.Name).Any(static advice => advice.Severity == AdviceSeverity.Warning))
            .Select(static scheme => scheme.Name);

        Assert.Equal(
            [
                "CryptoCloud", "chargebee", "flutterwave", "freekassa", "github", "gitlab", "mercadopago", "midtrans", "payme", "paymob", "paypal", "paysera", "razorpay",
                "shopify", "xendit",
            ],
            advised);
    }

    [Fact]
    public void ToString_IsOneLineWithPathReasonAndRemedy()
    {
        var advice = new ConfigurationAdvice("a-rule", AdviceSeverity.Note, "CallbackProfiles:a:Scheme", "something is so", "do this");

        Assert.Equal("CallbackProfiles:a:Scheme: something is so; do this", advice.ToString());
    }

    private static ImmutableArray<ConfigurationAdvice> Of(string scheme, params (string Setting, string Value)[] settings)
    {
        var known = SignatureSchemes.Find(scheme)!;
        var configuration = new TestConfiguration()
            .With("Kestrel:Endpoints:Edge:Url", "https://127.0.0.1:0")
            .With("Kestrel:Endpoints:Edge:Certificate:Path", "edge.pem")
            .Profile("Scheme", scheme)
            .Profile("PublicUrl", known.SignsUrl ? "https://shop.example/callbacks/x" : null)
            .Profile("Secrets:k1", known.NeedsKeys ? SecretOf(scheme) : null);
        if (!known.NeedsKeys)
        {
            configuration.Without("CallbackProfiles:cactus:Secrets");
        }

        foreach (var parameter in known.Parameters)
        {
            configuration.Profile($"Parameters:{parameter}", "value");
        }

        foreach (var (setting, value) in settings)
        {
            configuration.Profile(setting, value);
        }

        return configuration.Read().Advice;
    }

    private static string SecretOf(string scheme) => PresetVectors.Presets.Contains(scheme)
        ? PresetVectors.Of(scheme).First(static vector => vector is { IsAccepted: true, Name: "genuine" }).Secret!
        : TestConfiguration.Secret;
}
