namespace EdgeGateway.Records;

/// <summary>What a <see cref="LedgerPageChange"/> does.</summary>
internal enum LedgerPageAction
{
    /// <summary>Adds a line to the audit trail.</summary>
    Audit,

    /// <summary>Frees a claimed key.</summary>
    Release,

    /// <summary>Removes a record that nobody holds.</summary>
    Forget,
}
