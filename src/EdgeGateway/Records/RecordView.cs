using System.Text;
using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Records;

/// <summary>A record as the tools print it.</summary>
internal sealed record RecordView
{
    public required string Key { get; init; }

    public required string Profile { get; init; }

    /// <summary>The values that name the event; empty if the key holds a digest.</summary>
    public required IReadOnlyDictionary<string, string> Identity { get; init; }

    public required LedgerRecordState State { get; init; }

    public int? Attempts { get; init; }

    /// <summary>Null on Redis, which does not keep it.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When the record got its state; null if it is not known. Computed from its end and the profile's current times.</summary>
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? LeaseEnd { get; init; }

    public required DateTimeOffset Expires { get; init; }

    /// <summary>The acknowledgement's status.</summary>
    public int? Status { get; init; }

    public string? ContentType { get; init; }

    /// <summary>The acknowledgement's body as text.</summary>
    public string? Body { get; init; }

    /// <param name="record">The record.</param>
    /// <param name="names">Names the parts of its key.</param>
    public static RecordView Of(LedgerRecord record, CallbackKeyNames names)
    {
        var profile = names.ProfileOf(record.Key);
        return new RecordView
        {
            Key = record.Key.Value,
            Profile = record.Key.Value.Split('/')[0],
            Identity = names.IdentityOf(record.Key).GroupBy(static pair => pair.Key).ToDictionary(static pairs => pairs.Key, static pairs => pairs.First().Value),
            State = record.State,
            Attempts = record.Attempts,
            FirstSeen = record.FirstSeen,
            Since = profile is null ? null : record.State switch
            {
                LedgerRecordState.Claimed => record.LeaseEnd - profile.Lease,
                LedgerRecordState.Settled => record.Expires - profile.Retention - profile.ReplayProtection,
                _ => record.Expires - profile.Retention,
            },
            LeaseEnd = record.LeaseEnd,
            Expires = record.Expires,
            Status = record.Acknowledgement?.Status,
            ContentType = record.Acknowledgement?.ContentType,
            Body = record.Acknowledgement is { } acknowledgement ? Encoding.UTF8.GetString(acknowledgement.Body.Span) : null,
        };
    }

    /// <summary>Whether it was first seen, or got its state, at or after a time. A record without known times counts.</summary>
    public bool IsAfter(DateTimeOffset time) => (FirstSeen ?? Since) is not { } seen || seen >= time || Since >= time;
}
