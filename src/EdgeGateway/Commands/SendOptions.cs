using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EdgeGateway.Requests;
using EdgeGateway.Sending;

namespace EdgeGateway.Commands;

/// <summary>The options that say how much is sent, how fast, and what goes wrong on the way.</summary>
internal sealed class SendOptions
{
    private static readonly SendPlan _default = new();

    private readonly Option<int> _count = Number("--count", "How many events", _default.Count, EventIds.MaxCount);

    private readonly Option<double> _rate = new("--rate") { Description = "New requests per second; default: as many as the connections take", HelpName = "N" };

    private readonly Option<int> _concurrent = Number("--concurrent", "How many requests are in flight at most", _default.Concurrent, 1000);

    private readonly Option<double> _duplicates = new("--duplicates")
    {
        Description = "The share of events that are sent twice",
        HelpName = "50%",
        CustomParser = Share,
    };

    private readonly Option<bool> _reorder = new("--reorder") { Description = "Send in another order" };

    private readonly Option<bool> _tamper = new("--tamper") { Description = "Send a changed copy of each event, too; it must be refused" };

    private readonly Option<bool> _expired = new("--expired") { Description = "Send a copy of each event that was signed too long ago, too; it must be refused" };

    private readonly Option<bool> _hangUp = new("--hang-up") { Description = "Close each event's first connection before the answer" };

    private readonly Option<double> _speed = new("--speed")
    {
        Description = "How many times faster than the provider requests are sent again",
        HelpName = "N",
        DefaultValueFactory = static _ => _default.Speed,
    };

    private readonly Option<int> _attempts = Number("--attempts", "How often one request is sent at most", _default.Attempts, 100);

    private readonly Option<TimeSpan> _limit = new("--limit")
    {
        Description = "When the run ends at the latest",
        HelpName = "00:10:00",
        DefaultValueFactory = static _ => _default.Limit,
    };

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public SendOptions(Command command)
    {
        Option[] all = [_count, _rate, _concurrent, _duplicates, _reorder, _tamper, _expired, _hangUp, _speed, _attempts, _limit];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
        _rate.Validators.Add(static result => Require(result.GetValueOrDefault<double>() > 0, result, "--rate is a positive number"));
        _speed.Validators.Add(static result => Require(result.GetValueOrDefault<double>() > 0, result, "--speed is a positive number"));
        _limit.Validators.Add(static result => Require(
            result.GetValueOrDefault<TimeSpan>() > TimeSpan.Zero && result.GetValueOrDefault<TimeSpan>() <= TimeSpan.FromDays(1), result, "--limit is positive, and at most a day"));
    }

    /// <summary>Reads the options' values.</summary>
    public SendPlan Read(ParseResult result) => new()
    {
        Count = result.GetValue(_count),
        Rate = result.GetValue(_rate),
        Concurrent = result.GetValue(_concurrent),
        Duplicates = result.GetValue(_duplicates),
        Reorder = result.GetValue(_reorder),
        Tamper = result.GetValue(_tamper),
        Expired = result.GetValue(_expired),
        HangUp = result.GetValue(_hangUp),
        Speed = result.GetValue(_speed),
        Attempts = result.GetValue(_attempts),
        Limit = result.GetValue(_limit),
    };

    private static Option<int> Number(string name, string description, int otherwise, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result => Require(result.GetValueOrDefault<int>() >= 1 && result.GetValueOrDefault<int>() <= most, result, $"{name} is a number from 1 to {most}"));
        return option;
    }

    private static void Require(bool isValid, OptionResult result, string message)
    {
        if (!isValid)
        {
            result.AddError(message);
        }
    }

    private static double Share(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100)
        {
            return percent / 100;
        }

        argument.AddError($"'{text}' is not a share such as 50%");
        return 0;
    }
}
