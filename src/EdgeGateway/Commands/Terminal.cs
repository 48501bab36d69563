using Spectre.Console;

namespace EdgeGateway.Commands;

/// <summary>The console of a command: colors and live output only on a terminal, and plain text everywhere else.</summary>
internal static class Terminal
{
    /// <summary>Whether a writer is the terminal that the program was started from.</summary>
    public static bool IsTerminal(TextWriter output) => output == Console.Out && !Console.IsOutputRedirected;

    /// <summary>Creates a console that writes to <paramref name="output"/>.</summary>
    public static IAnsiConsole Create(TextWriter output)
    {
        var isTerminal = IsTerminal(output);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            // Lines of a file are not wrapped at the width of a terminal.
            console.Profile.Width = int.MaxValue;
        }

        return console;
    }
}
