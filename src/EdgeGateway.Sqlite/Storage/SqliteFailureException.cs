using SQLitePCL;

namespace EdgeGateway.Sqlite.Storage;

/// <summary>
/// SQLite reported an error. The message is SQLite's text for the code, never the statement or its values, because it is logged.
/// </summary>
internal sealed class SqliteFailureException(string action, int code)
    : Exception($"{action}: {raw.sqlite3_errstr(code & 0xFF).utf8_to_string()} (SQLite code {code}).")
{
    /// <summary>SQLite's extended result code.</summary>
    public int Code { get; } = code;
}
