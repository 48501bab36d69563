using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Records;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway ledger</c>: shows what the ledger remembers.</summary>
internal static class LedgerCommand
{
    public static Command Create() => new("ledger", "Show and correct what the ledger remembers of callbacks")
    {
        CreateShow(),
        CreateFind(),
        CreateList(),
        CreateExport(),
        LedgerChangeCommand.CreateRelease(),
        LedgerChangeCommand.CreateForget(),
    };

    /// <summary>The argument for a whole key.</summary>
    public static Argument<string> KeyArgument() => new("KEY") { Description = "The callback's key, as in the header Callback-Key and in the log" };

    private static ExampleCommand CreateShow()
    {
        var key = KeyArgument();
        var output = OutputOption.Create();
        var command = new ExampleCommand("show", "Show one record", "EdgeGateway ledger show cactus/21/905910/3 --config gateway.json") { key, output };
        var options = new LedgerTargetOptions(command);
        command.SetAction((result, cancellationToken) => options.RunAsync(result, async session =>
        {
            var name = result.GetRequiredValue(key);
            if (await session.Records.FindAsync(new CallbackKey(name), cancellationToken) is not { } record)
            {
                session.Console.Error.WriteLine($"The ledger has no record of {name}. It is new, was forgotten after its retention, or is written otherwise: try ledger find.");
                return ExitCodes.Failure;
            }

            Write(session, [session.View(record)], result.GetValue(output), isDetailed: true);
            return ExitCodes.Success;
        }));
        return command;
    }

    private static ExampleCommand CreateFind()
    {
        var terms = new Argument<string[]>("FIELD=VALUE") { Description = "Fields that name the event, such as invoice_id=905910", Arity = ArgumentArity.OneOrMore };
        var profile = ProfileOption();
        var limit = LimitOption();
        var output = OutputOption.Create();
        var command = new ExampleCommand("find", "Find records by the fields that name their events", "EdgeGateway ledger find invoice_id=905910 --config gateway.json") { terms, profile, limit, output };
        var options = new LedgerTargetOptions(command);
        command.Validators.Add(result => CheckTerms(result, terms));
        command.SetAction((result, cancellationToken) => options.RunAsync(result, async session =>
        {
            var wanted = result.GetRequiredValue(terms).Select(static term => term.Split('=', 2)).Select(static term => (Name: term[0], Value: term[1])).ToList();
            if (wanted.Find(term => !session.Names.IsKnown(term.Name)) is { Name: { } unknown })
            {
                session.Console.Error.WriteLine($"No profile names its events by {unknown}; known: {string.Join(", ", session.Names.KnownNames)}");
                return ExitCodes.Failure;
            }

            var views = await session.ReadAsync(
                new LedgerRecordFilter(PrefixOf(result.GetValue(profile)), null),
                view => wanted.TrueForAll(term => view.Identity.Any(pair => CallbackKeyNames.IsNamed(pair.Key, term.Name) && pair.Value == term.Value)),
                result.GetValue(limit),
                cancellationToken);
            Write(session, views, result.GetValue(output), isDetailed: views.Count == 1);
            return views.Count > 0 ? ExitCodes.Success : ExitCodes.Failure;
        }));
        return command;
    }

    private static ExampleCommand CreateList()
    {
        var (profile, state, since, limit, output) = (ProfileOption(), StateOption(), SinceOption(), LimitOption(), OutputOption.Create());
        var overdue = new Option<bool>("--overdue") { Description = "Only claims whose lease has ended: it is not known whether the merchant processed them" };
        var command = new ExampleCommand(
            "list",
            "List records",
            "EdgeGateway ledger list --state claimed --since 1h --config gateway.json",
            "EdgeGateway ledger list --overdue --since 7d --config gateway.json") { profile, state, overdue, since, limit, output };
        var options = new LedgerTargetOptions(command);
        command.SetAction((result, cancellationToken) => options.RunAsync(result, async session =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var after = now - result.GetValue(since);
            var isOverdue = result.GetValue(overdue);
            var views = await session.ReadAsync(
                new LedgerRecordFilter(PrefixOf(result.GetValue(profile)), isOverdue ? LedgerRecordState.Claimed : result.GetValue(state)),
                view => view.IsAfter(after) && (!isOverdue || view.LeaseEnd <= now),
                result.GetValue(limit),
                cancellationToken);
            Write(session, views, result.GetValue(output), isDetailed: false);
            if (views.Count == result.GetValue(limit))
            {
                session.Console.Error.WriteLine($"Stopped after {views.Count} records; --limit shows more.");
            }

            return ExitCodes.Success;
        }));
        return command;
    }

    private static ExampleCommand CreateExport()
    {
        var (profile, state, since) = (ProfileOption(), StateOption(), SinceOption());
        var format = new Option<ExportFormat>("--format") { Description = "csv or jsonl", HelpName = "csv|jsonl", DefaultValueFactory = static _ => ExportFormat.Csv };
        var command = new ExampleCommand("export", "Print all records, for reconciliation with the provider's list of payments", "EdgeGateway ledger export --since 24h --format csv --config gateway.json > ledger.csv") { profile, state, since, format };
        var options = new LedgerTargetOptions(command);
        command.SetAction((result, cancellationToken) => options.RunAsync(result, async session =>
        {
            var after = TimeProvider.System.GetUtcNow() - result.GetValue(since);
            var isCsv = result.GetValue(format) == ExportFormat.Csv;
            if (isCsv)
            {
                session.Console.Output.WriteLine(RecordTable.CsvHead);
            }

            await foreach (var record in session.Records.ReadAsync(new LedgerRecordFilter(PrefixOf(result.GetValue(profile)), result.GetValue(state)), cancellationToken))
            {
                var view = session.View(record);
                if (view.IsAfter(after))
                {
                    session.Console.Output.WriteLine(isCsv ? RecordTable.Csv(view) : RecordTable.Json(view));
                }
            }

            session.WarnIfIncomplete();
            return session.Records.IsIncomplete ? ExitCodes.Failure : ExitCodes.Success;
        }));
        return command;
    }

    private static Option<string?> ProfileOption() => new("--profile") { Description = "Only this profile's records", HelpName = "NAME" };

    private static Option<LedgerRecordState?> StateOption() => new("--state") { Description = "claimed, settled or released; all by default", HelpName = "STATE" };

    private static Option<int> LimitOption()
    {
        var option = new Option<int>("--limit") { Description = "How many records at most", HelpName = "N", DefaultValueFactory = static _ => 100 };
        option.Validators.Add(static result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit must be a number from 1");
            }
        });
        return option;
    }

    private static Option<TimeSpan> SinceOption() => DurationOption.Create("--since", "Only records that were seen or changed within this time, such as 30m, 24h or 7d", TimeSpan.FromDays(1));

    private static string PrefixOf(string? profile) => profile is null ? "" : $"{Uri.EscapeDataString(profile)}/";

    private static void CheckTerms(CommandResult result, Argument<string[]> terms)
    {
        foreach (var term in result.GetValue(terms) ?? [])
        {
            if (term.IndexOf('=', StringComparison.Ordinal) < 1)
            {
                result.AddError($"'{term}' is not FIELD=VALUE, such as invoice_id=905910");
            }
        }
    }

    private static void Write(LedgerSession session, List<RecordView> views, OutputFormat format, bool isDetailed)
    {
        if (format == OutputFormat.Json)
        {
            OutputOption.WriteJson(session.Console.Output, views);
        }
        else
        {
            foreach (var line in isDetailed ? views.SelectMany(RecordTable.Lines) : views.Select(RecordTable.Line))
            {
                session.Console.Output.WriteLine(line);
            }

            if (views.Count == 0)
            {
                session.Console.Error.WriteLine("No such record.");
            }
        }

        session.WarnIfIncomplete();
    }
}
