using System.Text.Json;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Diagnostics;

namespace EdgeGateway.Records;

/// <summary>
/// <c>/ledger</c> of the management endpoint: the records of a ledger in the gateway's memory, which no tool can open from outside.
/// <c>GET</c> gives the record of <c>key</c>, or those that match <c>prefix</c> and <c>state</c>; <c>POST</c> takes a <see
/// cref="LedgerPageChange"/> and answers 204, or 409 if there was nothing to change. It does not exist with other ledgers, or without tokens.
/// </summary>
internal static partial class LedgerPage
{
    public const string Path = "/ledger";

    /// <summary>Where the audit trail is, for people.</summary>
    public const string Trail = "the gateway's log";

    public static async Task AnswerAsync(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<ICallbackLedger>() is not MemoryCallbackLedger ledger)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var isReading = HttpMethods.IsGet(context.Request.Method);
        if (!context.RequestServices.GetRequiredService<ManagementAccess>().Admits(context, isReading ? ManagementRole.Read : ManagementRole.Change))
        {
            return;
        }

        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(LedgerPage).FullName!);
        await using var records = new MemoryLedgerRecords(ledger, line => Log.LedgerAudit(logger, line), Trail);
        if (isReading)
        {
            await ReadAsync(context, records);
        }
        else if (HttpMethods.IsPost(context.Request.Method))
        {
            await ChangeAsync(context, records);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, POST";
        }
    }

    private static async Task ReadAsync(HttpContext context, MemoryLedgerRecords records)
    {
        var query = context.Request.Query;
        var found = new List<LedgerPageRecord>();
        if (query["key"] is [{ } key])
        {
            if (await records.FindAsync(new CallbackKey(key), context.RequestAborted) is { } record)
            {
                found.Add(LedgerPageRecord.Of(record));
            }
        }
        else
        {
            var filter = new LedgerRecordFilter($"{query["prefix"]}", Enum.TryParse<LedgerRecordState>(query["state"], ignoreCase: true, out var state) ? state : null);
            await foreach (var record in records.ReadAsync(filter, context.RequestAborted))
            {
                found.Add(LedgerPageRecord.Of(record));
            }
        }

        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync([.. found], LedgerPageJson.Default.LedgerPageRecordArray, cancellationToken: context.RequestAborted);
    }

    private static async Task ChangeAsync(HttpContext context, MemoryLedgerRecords records)
    {
        var cancellation = context.RequestAborted;
        LedgerPageChange? change;
        try
        {
            change = await context.Request.ReadFromJsonAsync(LedgerPageJson.Default.LedgerPageChange, cancellation);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            change = null;
        }

        bool? isChanged = change switch
        {
            { Action: LedgerPageAction.Audit, Line: { } line } => (await records.AuditAsync(PrintableText.ForTerminal(line), cancellation)).Length > 0,
            { Action: LedgerPageAction.Forget, Key: { } key } => await records.ForgetAsync(new CallbackKey(key), cancellation),
            { Action: LedgerPageAction.Release, Key: { } key, RetentionSeconds: > 0 and < 3_000_000_000 } when LedgerPageRecord.OwnerOf(change.Owner) is { } owner =>
                await records.ReleaseAsync(
                    new LedgerRecord(new CallbackKey(key), LedgerRecordState.Claimed, default) { Owner = owner }, TimeSpan.FromSeconds(change.RetentionSeconds), cancellation),
            _ => null,
        };
        context.Response.StatusCode = isChanged switch
        {
            true => StatusCodes.Status204NoContent,
            false => StatusCodes.Status409Conflict,
            null => StatusCodes.Status400BadRequest,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1520, LogLevel.Information, "A tool changes the ledger: {Line}", EventName = "LedgerAudit")]
        public static partial void LedgerAudit(ILogger logger, string line);
    }
}
