using System.Text.Json.Nodes;
using EdgeGateway.Callbacks.Canonicalization;

namespace EdgeGateway.Testing.Signing;

/// <content>The signature formats of the first six providers.</content>
public sealed partial class ReferenceSigner
{
    /// <summary>Adds the field <c>signature</c>, as Cactus, Carouseller and Cabbagino do.</summary>
    public static SchemeRequest SortedPairs(JsonObject body, string secret)
    {
        ArgumentNullException.ThrowIfNull(body);
        body.Remove("signature");
        body["signature"] = ReferenceSortedPairs.Sign(ReferenceSortedPairs.Content(ReferenceJson.Write(body, isSorted: false), Rendering.Documented), secret);
        return new SchemeRequest(ReferenceJson.Write(body, isSorted: false));
    }

    /// <summary>Signs sorted JSON in a header, as Tarlan does.</summary>
    public static SchemeRequest SortedJson(JsonObject body, string secret, string? omitted, string header, string prefix)
    {
        ArgumentNullException.ThrowIfNull(body);
        var json = body.ToJsonString();
        var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(json, Rendering.Documented, omitted), secret);
        return new SchemeRequest(json).With(header, prefix + signature);
    }

    /// <summary>Adds the field <c>token</c> for the field <c>invoice_id</c>, as CryptoCloud does.</summary>
    public static SchemeRequest Token(JsonObject body, DateTimeOffset expires, string secret)
    {
        ArgumentNullException.ThrowIfNull(body);
        body["token"] = ReferenceToken.Mint(body["invoice_id"]!.GetValue<string>(), expires, secret);
        return new SchemeRequest(body.ToJsonString());
    }
}
