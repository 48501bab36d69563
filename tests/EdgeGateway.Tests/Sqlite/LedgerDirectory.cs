using EdgeGateway.Sqlite;
using Microsoft.Data.Sqlite;

namespace EdgeGateway.Tests.Sqlite;

/// <summary>A directory with a ledger's file, and access to the file as another program.</summary>
internal sealed class LedgerDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ledger-");

    public string Path => System.IO.Path.Combine(_directory.FullName, "data", "ledger.db");

    public SqliteLedgerOptions Options => new() { Path = Path };

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, DefaultTimeout = 10 }.ToString());
        connection.Open();
        return connection;
    }

    public IReadOnlyList<string> Query(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return rows;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
