using SQLitePCL;

namespace EdgeGateway.Sqlite.Storage;

/// <summary>
/// SQLite refused a step. The message is SQLite's text for the code, never the statement or its values: it ends up in logs.
/// </summary>
internal sealed class SqliteFailureException(string action, int code)
    : Exception($"{action}: {raw.sqlite3_errstr(code & 0xFF).utf8_to_string()} (SQLite code {code}).")
{
    /// <summary>SQLite's extended result code.</summary>
    public int Code { get; } = code;
}
