using System.Collections.Immutable;
using System.Security.Cryptography;

namespace EdgeGateway.Sending;

/// <summary>How much is sent, how fast, and what goes wrong on the way.</summary>
internal sealed record SendPlan
{
    /// <summary>How many events there are.</summary>
    public int Count { get; init; } = 10;

    /// <summary>New requests per second; zero for as many as the connections take.</summary>
    public double Rate { get; init; }

    /// <summary>How many requests are in flight at most.</summary>
    public int Concurrent { get; init; } = 1;

    /// <summary>The share of events that are sent twice, from 0 to 1.</summary>
    public double Duplicates { get; init; }

    /// <summary>Whether events are sent in another order than the one in which they happened.</summary>
    public bool Reorder { get; init; }

    /// <summary>Whether a changed copy of each event is sent.</summary>
    public bool Tamper { get; init; }

    /// <summary>Whether a copy of each event is sent that was signed too long ago.</summary>
    public bool Expired { get; init; }

    /// <summary>Whether each event's first connection is closed before the answer.</summary>
    public bool HangUp { get; init; }

    /// <summary>When the provider sends again.</summary>
    public RetrySchedule Retries { get; init; } = RetrySchedule.Usual;

    /// <summary>How many times faster than the provider it is sent again.</summary>
    public double Speed { get; init; } = 100;

    /// <summary>How often one request is sent at most.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>When the run ends, whatever is still to be sent.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Everything to send, in order.</summary>
    public ImmutableArray<Delivery> Deliveries()
    {
        var deliveries = new List<Delivery>();
        for (var index = 0; index < Count; index++)
        {
            deliveries.Add(new(index, HangUp ? DeliveryKind.HungUp : DeliveryKind.Genuine));
            Add(Math.Floor((index + 1) * Duplicates) > Math.Floor(index * Duplicates), DeliveryKind.Duplicate);
            Add(Tamper, DeliveryKind.Tampered);
            Add(Expired, DeliveryKind.Expired);

            void Add(bool isSent, DeliveryKind kind) => deliveries.AddRange(isSent ? [new Delivery(index, kind)] : []);
        }

        Delivery[] all = [.. deliveries];
        if (Reorder)
        {
            RandomNumberGenerator.Shuffle(all.AsSpan());
        }

        return [.. all];
    }
}
