using System.Buffers.Binary;
using System.Text;
using SQLitePCL;

namespace EdgeGateway.Sqlite.Storage;

/// <summary>
/// One prepared statement. A thin wrapper, because ADO.NET parameters box every value, which at this rate dominates the cost.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int MaxStackText = 640;

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, sql, out _statement), "Preparing a statement");
    }

    public void Bind(int index, long value) => Check(raw.sqlite3_bind_int64(_statement, index, value), "Binding");

    public void Bind(int index, ReadOnlySpan<byte> value) => Check(
        // An empty span has a null pointer, which SQLite would treat as NULL.
        value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value),
        "Binding");

    public void Bind(int index, UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        Bind(index, bytes);
    }

    public void Bind(int index, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, index), "Binding");
        }
        else if (value.Length is > 0 and <= MaxStackText / 3)
        {
            Span<byte> utf8 = stackalloc byte[MaxStackText];
            Check(raw.sqlite3_bind_text(_statement, index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]), "Binding");
        }
        else
        {
            Check(raw.sqlite3_bind_text(_statement, index, value), "Binding");
        }
    }

    /// <summary>Returns true if there is a row to read; call <see cref="Reset"/> afterwards.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        return code is raw.SQLITE_DONE ? false : throw Failure("Running a statement", code);
    }

    /// <summary>Runs to completion and returns the number of changed rows.</summary>
    public int Execute()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_connection);
    }

    /// <summary>Runs a statement without rows. Returns false if another connection holds the required lock.</summary>
    public bool TryExecute()
    {
        var code = raw.sqlite3_step(_statement);
        Reset();
        return code switch
        {
            raw.SQLITE_DONE => true,
            raw.SQLITE_BUSY => false,
            _ => throw Failure("Running a statement", code),
        };
    }

    public void Reset() => raw.sqlite3_reset(_statement);

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public UInt128 UInt128(int column) => BinaryPrimitives.ReadUInt128BigEndian(raw.sqlite3_column_blob(_statement, column));

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public string? Text(int column) => raw.sqlite3_column_type(_statement, column) is raw.SQLITE_NULL
        ? null
        : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public void Dispose() => _statement.Dispose();

    private void Check(int code, string action)
    {
        if (code is not raw.SQLITE_OK)
        {
            throw Failure(action, code);
        }
    }

    private SqliteFailureException Failure(string action, int code)
    {
        var extended = raw.sqlite3_extended_errcode(_connection);
        return new SqliteFailureException(action, (extended & 0xFF) == (code & 0xFF) ? extended : code);
    }
}
