using System.CommandLine;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration;
using EdgeGateway.Diagnostics;
using EdgeGateway.Hosting;
using EdgeGateway.Records;

namespace EdgeGateway.Commands;

/// <summary>The records and profiles that a <c>ledger</c> command works with.</summary>
/// <param name="Records">The ledger's records.</param>
/// <param name="Configuration">The configuration.</param>
/// <param name="Console">Where the command writes.</param>
internal sealed record LedgerSession(ILedgerRecords Records, CallbackConfiguration Configuration, InvocationConfiguration Console)
{
    public CallbackKeyNames Names { get; } = new(Configuration.Profiles);

    /// <summary>Opens the ledger, runs a command, and reports what prevents it.</summary>
    /// <param name="arguments">Where the configuration is.</param>
    /// <param name="url">The management endpoint of the gateway that has the ledger in its memory; null: the configured one.</param>
    /// <param name="console">Where the command writes.</param>
    /// <param name="command">The command.</param>
    public static async Task<int> RunAsync(
        GatewayArguments arguments, Uri? url, InvocationConfiguration console, Func<LedgerSession, Task<int>> command)
    {
        try
        {
            var (configuration, gateway) = ConfigurationLoader.Load(
                arguments, (settings, configuration) => (configuration, ManagementClient.Of(settings, url)));
            await using var records = await LedgerRecordsFactory.OpenAsync(configuration.Ledger, gateway);
            return await command(new LedgerSession(records, configuration, console));
        }
        catch (ConfigurationException exception)
        {
            return ConfigurationFaults.Report(exception, console.Error);
        }
        catch (LedgerUnavailableException exception)
        {
            console.Error.WriteLine(exception.Message);
            return ExitCodes.Failure;
        }
    }

    /// <summary>A record as it is printed.</summary>
    public RecordView View(LedgerRecord record) => RecordView.Of(record, Names);

    /// <summary>Reads records as they are printed, up to a number.</summary>
    public async Task<List<RecordView>> ReadAsync(LedgerRecordFilter filter, Func<RecordView, bool> isWanted, int limit, CancellationToken cancellationToken)
    {
        var views = new List<RecordView>();
        await foreach (var record in Records.ReadAsync(filter, cancellationToken))
        {
            var view = View(record);
            if (isWanted(view))
            {
                views.Add(view);
                if (views.Count == limit)
                {
                    break;
                }
            }
        }

        return views;
    }

    /// <summary>Says that a reading did not examine all records.</summary>
    public void WarnIfIncomplete()
    {
        if (Records.IsIncomplete)
        {
            Console.Error.WriteLine("Not all records were examined: the ledger has too many keys. Name the profile, or use show with the whole key.");
        }
    }
}
