namespace EdgeGateway.Sqlite.Storage;

/// <summary>The values of the column <c>state</c>; part of the file format.</summary>
internal enum RecordState
{
    Claimed = 1,
    Settled = 2,
    Released = 3,
}
