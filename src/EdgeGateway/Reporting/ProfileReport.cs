using System.Collections.Immutable;

namespace EdgeGateway.Reporting;

/// <summary>How the callbacks of one profile fared.</summary>
internal sealed record ProfileReport
{
    public required string Profile { get; init; }

    /// <summary>Requests on the profile's routes, whatever became of them.</summary>
    public required long Requests { get; init; }

    /// <summary>Those whose signature is valid.</summary>
    public required long Genuine { get; init; }

    /// <summary>The genuine ones that were answered with the merchant's acknowledgement, at once or from the ledger.</summary>
    public required long Acknowledged { get; init; }

    /// <summary>
    /// The share that the objective is about: of the genuine ones without repeats in flight, conflicts and abandoned requests, those that were
    /// acknowledged. Null if there were none.
    /// </summary>
    public required double? AcknowledgedShare { get; init; }

    /// <summary>Acknowledged when they were let through for the first time.</summary>
    public required long AcknowledgedAtFirstTry { get; init; }

    /// <summary>Sent again after the merchant had acknowledged; answered from the ledger.</summary>
    public required long RepeatsAfterAcknowledgement { get; init; }

    /// <summary>Sent again while the attempt before was at the merchant.</summary>
    public required long RepeatsInFlight { get; init; }

    /// <summary>Sent again and let through again, because the attempt before was not acknowledged.</summary>
    public required long RepeatsAfterFailure { get; init; }

    /// <summary>Genuine callbacks that were not acknowledged, by outcome and reason.</summary>
    public required ImmutableArray<EndingCount> Failures { get; init; }

    /// <summary>Requests that are not genuine or were not read, by outcome and reason.</summary>
    public required ImmutableArray<EndingCount> Refusals { get; init; }

    /// <summary>What the merchant took; null if nothing was sent to it.</summary>
    public MerchantTimes? Merchant { get; init; }

    /// <summary>The amounts, by currency and outcome.</summary>
    public required ImmutableArray<AmountSum> Amounts { get; init; }
}
