namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>The guarantees; the checker names the one that was violated.</summary>
public enum Guarantee
{
    /// <summary>(a) If a provider received an acknowledgement, the merchant had acknowledged that exact content.</summary>
    AcknowledgedOnlyByTheMerchant,

    /// <summary>(b) A callback reaches the merchant again only within a documented window, with a higher attempt number.</summary>
    RepeatedOnlyInANamedWindow,

    /// <summary>(c) A duplicate is answered with the merchant's recorded acknowledgement of the same content.</summary>
    DuplicatesAnsweredFromTheRecord,

    /// <summary>(d) Nothing forged or altered reaches the merchant.</summary>
    NothingForgedDelivered,

    /// <summary>(e) A genuine callback is delivered as long as its provider keeps sending it.</summary>
    DeliveredInTheEnd,
}
