using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeGateway.Callbacks;

namespace EdgeGateway.Records;

/// <summary>Writes records as text, CSV or JSON lines.</summary>
internal static class RecordTable
{
    private static readonly string[] _columns =
        ["key", "profile", "identity", "state", "attempts", "first_seen", "since", "lease_end", "expires", "status"];

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>One line of a list for people.</summary>
    public static string Line(RecordView record) =>
        $"{Word(record),-8}  {Time(record.Since ?? record.FirstSeen),-20}  {(record.Attempts is { } attempts ? $"attempt {attempts}" : ""),-10}  {record.Status,3}  {record.Key}".TrimEnd();

    /// <summary>All that is known of one record, for people.</summary>
    public static IEnumerable<string> Lines(RecordView record)
    {
        (string Name, string? Value)[] rows =
        [
            ("key", record.Key),
            .. record.Identity.Select(static pair => ($"  {pair.Key}", (string?)pair.Value)),
            ("state", Word(record)),
            ("since", TimeOrNull(record.Since)),
            ("attempts", record.Attempts?.ToString(CultureInfo.InvariantCulture)),
            ("first seen", TimeOrNull(record.FirstSeen)),
            ("lease ends", TimeOrNull(record.LeaseEnd)),
            ("kept until", Time(record.Expires)),
            ("acknowledged with", record.Status is { } status ? $"{status} {record.ContentType}".TrimEnd() : null),
            ("its body", record.Body),
        ];
        return rows.Where(static row => row.Value is not null).Select(static row => PrintableText.ForTerminal($"{row.Name,-18} {row.Value}"));
    }

    /// <summary>The names of the columns of CSV.</summary>
    public static string CsvHead => string.Join(',', _columns);

    /// <summary>One line of CSV, RFC 4180. The identity is <c>name=value</c>, percent-encoded, with spaces between.</summary>
    public static string Csv(RecordView record) => string.Join(',', new[]
    {
        record.Key,
        record.Profile,
        string.Join(' ', record.Identity.Select(static pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}")),
        Word(record),
        record.Attempts?.ToString(CultureInfo.InvariantCulture) ?? "",
        TimeOrNull(record.FirstSeen) ?? "",
        TimeOrNull(record.Since) ?? "",
        TimeOrNull(record.LeaseEnd) ?? "",
        Time(record.Expires),
        record.Status?.ToString(CultureInfo.InvariantCulture) ?? "",
    }.Select(Quote));

    /// <summary>One line of JSON.</summary>
    public static string Json(RecordView record) => JsonSerializer.Serialize(record, _json);

    private static string Word(RecordView record) => JsonNamingPolicy.CamelCase.ConvertName(record.State.ToString());

    private static string? TimeOrNull(DateTimeOffset? time) => time is null ? null : Time(time);

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
