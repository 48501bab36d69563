using System.Collections.Immutable;
using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.SdkTests.Callbacks;

/// <summary>A provider that publishes a package which verifies its callbacks without a network.</summary>
/// <param name="Name">The name of its scheme.</param>
/// <param name="Package">The package.</param>
/// <param name="Signs">Whether the package can sign callbacks.</param>
internal sealed record SdkProvider(string Name, string Package, bool Signs)
{
    public static ImmutableArray<SdkProvider> All { get; } =
    [
        new("stripe", "stripe", Signs: true),
        new("standardwebhooks", "standardwebhooks", Signs: true),
        new("svix", "svix", Signs: true),
        new("adyen", "@adyen/api-library", Signs: true),
        new("square", "square", Signs: false),
        new("github", "@octokit/webhooks-methods", Signs: true),
        new("razorpay", "razorpay", Signs: false),
        new("twilio", "twilio", Signs: true),
        new("paddle", "@paddle/paddle-node-sdk", Signs: false),
        new("braintree", "braintree", Signs: true),
        new("gocardless", "gocardless-nodejs", Signs: false),
        new("moderntreasury", "modern-treasury", Signs: true),
        new("mercadopago", "mercadopago", Signs: false),
        new("worldline", "onlinepayments-sdk-nodejs", Signs: false),
        new("shopify", "@shopify/shopify-api", Signs: false),
        new("payos", "@payos/node", Signs: true),
        new("alipay", "alipay-sdk", Signs: false),
        new("sendgrid", "@sendgrid/eventwebhook", Signs: false),
    ];

    /// <summary>The scheme with which the gateway verifies its callbacks.</summary>
    public SignatureScheme Scheme => SignatureSchemes.Find(Name)!;

    /// <summary>A copy of the scheme's definition.</summary>
    public JsonObject Definition => Scheme.Definition!.DeepClone().AsObject();

    /// <summary>The vector that random callbacks are based on.</summary>
    public PresetVector Vector { get; } = PresetVectors.Of(Name).Single(static vector => vector.Name == "genuine");

    public static SdkProvider Of(string name) => All.Single(provider => provider.Name == name);

    /// <summary>For the test runner's output.</summary>
    public override string ToString() => Name;
}
