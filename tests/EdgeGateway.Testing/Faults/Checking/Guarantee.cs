namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>What is promised; the checker names the one that was broken.</summary>
public enum Guarantee
{
    /// <summary>(a) What a provider saw acknowledged, the merchant had acknowledged, for that very content.</summary>
    AcknowledgedOnlyByTheMerchant,

    /// <summary>(b) A callback reaches the merchant again only within a window that is documented, and says so.</summary>
    RepeatedOnlyInANamedWindow,

    /// <summary>(c) A duplicate is answered with what the merchant had acknowledged of that very content by then.</summary>
    DuplicatesAnsweredFromTheRecord,

    /// <summary>(d) Nothing forged or altered reaches the merchant.</summary>
    NothingForgedDelivered,

    /// <summary>(e) What is genuine is delivered while its provider goes on sending.</summary>
    DeliveredInTheEnd,
}
