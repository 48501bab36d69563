namespace EdgeGateway.Commands;

/// <summary>The values of <c>ledger export --format</c>.</summary>
internal enum ExportFormat
{
    Csv,
    Jsonl,
}
