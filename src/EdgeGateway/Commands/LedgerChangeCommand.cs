using System.CommandLine;
using System.Text.Json;
using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway ledger release</c> and <c>forget</c>: what changes a record, with a line in the audit trail.</summary>
internal static class LedgerChangeCommand
{
    public static ExampleCommand CreateRelease() => Create(
        "release",
        "Free a claimed key now, before its lease ends: the provider's next attempt is delivered",
        "EdgeGateway ledger release cactus/21/905910/3 --yes --config gateway.json",
        static async (session, record, cancellationToken) =>
        {
            if (record.State != LedgerRecordState.Claimed)
            {
                session.Console.Error.WriteLine($"{record.Key} is {Word(record.State)}, not claimed: there is nothing to release.");
                return false;
            }

            var retention = session.Names.ProfileOf(record.Key)?.Retention ?? record.Expires - record.LeaseEnd ?? TimeSpan.FromDays(7);
            return await session.Records.ReleaseAsync(record, retention, cancellationToken) || Changed(session, record);
        });

    public static ExampleCommand CreateForget() => Create(
        "forget",
        "Remove a settled or released record: the provider's next attempt is delivered as a new callback, and the merchant may pay twice",
        "EdgeGateway ledger forget cactus/21/905910/3 --yes --config gateway.json",
        static async (session, record, cancellationToken) =>
        {
            if (record.IsHeld(TimeProvider.System.GetUtcNow()))
            {
                session.Console.Error.WriteLine($"{record.Key} is being delivered until {record.LeaseEnd:u} at the latest. Wait, or use ledger release.");
                return false;
            }

            return await session.Records.ForgetAsync(record.Key, cancellationToken) || Changed(session, record);
        });

    private static ExampleCommand Create(
        string name, string description, string example, Func<LedgerSession, LedgerRecord, CancellationToken, Task<bool>> change)
    {
        var key = LedgerCommand.KeyArgument();
        var yes = new Option<bool>("--yes") { Description = "Do it; without this the command only says what it would do" };
        var command = new ExampleCommand(name, description, example) { key, yes };
        var options = new LedgerTargetOptions(command);
        command.SetAction((result, cancellationToken) => options.RunAsync(result, async session =>
        {
            var text = result.GetRequiredValue(key);
            if (await session.Records.FindAsync(new CallbackKey(text), cancellationToken) is not { } record)
            {
                session.Console.Error.WriteLine($"The ledger has no record of {text}.");
                return ExitCodes.Failure;
            }

            if (!result.GetValue(yes))
            {
                session.Console.Error.WriteLine($"{record.Key} is {Word(record.State)}. Repeat the command with --yes to {name} it.");
                return ExitCodes.Failure;
            }

            // Written before the change: a change without a line would be worse than a line without a change.
            var trail = await session.Records.AuditAsync(AuditLine(name, record), cancellationToken);
            if (!await change(session, record, cancellationToken))
            {
                return ExitCodes.Failure;
            }

            session.Console.Output.WriteLine($"{name}: {record.Key} was {Word(record.State)}; recorded in {trail}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static bool Changed(LedgerSession session, LedgerRecord record)
    {
        session.Console.Error.WriteLine($"{record.Key} has changed meanwhile; nothing was done. Look at it with ledger show.");
        return false;
    }

    private static string AuditLine(string action, LedgerRecord record) => JsonSerializer.Serialize(new
    {
        time = TimeProvider.System.GetUtcNow(),
        action,
        key = record.Key.Value,
        state = Word(record.State),
        attempts = record.Attempts,
        user = Environment.UserName,
        host = Environment.MachineName,
    });

    private static string Word(LedgerRecordState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
