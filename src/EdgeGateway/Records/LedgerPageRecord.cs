using System.Globalization;
using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Records;

/// <summary>A record as the management endpoint shows it.</summary>
/// <param name="Key">The callback's key.</param>
/// <param name="State">The state.</param>
/// <param name="Expires">When the record is removed.</param>
/// <param name="Attempts">How often the key was claimed.</param>
/// <param name="FirstSeen">When it was first claimed.</param>
/// <param name="LeaseEnd">When the lease of a claim ends, or ended.</param>
/// <param name="Owner">Who holds a claim: 32 hexadecimal digits.</param>
/// <param name="Status">The acknowledgement's status.</param>
/// <param name="ContentType">The acknowledgement's content type.</param>
/// <param name="Body">The acknowledgement's body, in base64.</param>
internal sealed record LedgerPageRecord(
    string Key,
    LedgerRecordState State,
    DateTimeOffset Expires,
    int? Attempts,
    DateTimeOffset? FirstSeen,
    DateTimeOffset? LeaseEnd,
    string? Owner,
    int? Status,
    string? ContentType,
    byte[]? Body)
{
    public static LedgerPageRecord Of(LedgerRecord record) => new(
        record.Key.Value,
        record.State,
        record.Expires,
        record.Attempts,
        record.FirstSeen,
        record.LeaseEnd,
        record.Owner?.ToString(),
        record.Acknowledgement?.Status,
        record.Acknowledgement?.ContentType,
        record.Acknowledgement?.Body.ToArray());

    public LedgerRecord ToRecord() => new(new CallbackKey(Key), State, Expires)
    {
        Attempts = Attempts,
        FirstSeen = FirstSeen,
        LeaseEnd = LeaseEnd,
        Owner = OwnerOf(Owner),
        Acknowledgement = Status is { } status ? new RecordedAcknowledgement(status, ContentType, Body) : null,
    };

    /// <summary>Reads an owner; null if there is none, or if it is not one.</summary>
    public static OwnerToken? OwnerOf(string? text) =>
        UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? new OwnerToken(value) : null;
}
