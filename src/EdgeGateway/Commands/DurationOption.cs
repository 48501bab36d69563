using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace EdgeGateway.Commands;

/// <summary>An option that takes a time such as <c>30m</c>, <c>24h</c> or <c>7d</c>.</summary>
internal static class DurationOption
{
    public static Option<TimeSpan> Create(string name, string description, TimeSpan otherwise) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        DefaultValueFactory = _ => otherwise,
        CustomParser = Parse,
    };

    private static TimeSpan Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            switch (text[^1])
            {
                case 's':
                    return TimeSpan.FromSeconds(count);
                case 'm':
                    return TimeSpan.FromMinutes(count);
                case 'h':
                    return TimeSpan.FromHours(count);
                case 'd' when count <= 36500:
                    return TimeSpan.FromDays(count);
            }
        }

        argument.AddError($"'{text}' is not a time such as 90s, 30m, 24h or 7d");
        return default;
    }
}
