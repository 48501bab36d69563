namespace EdgeGateway.Callbacks.Acknowledgement;

/// <summary>What a merchant's answer, or the lack of one, means.</summary>
public enum AcknowledgementStatus
{
    /// <summary>The merchant has taken the callback.</summary>
    Acknowledged,

    /// <summary>The merchant answered, but did not take it.</summary>
    Refused,

    /// <summary>There was no whole answer: the merchant may or may not have taken it.</summary>
    Indeterminate,
}
