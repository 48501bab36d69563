using EdgeGateway.Explaining;
using Spectre.Console;

namespace EdgeGateway.Commands;

/// <summary>Prints an explanation for a person.</summary>
internal static class ExplanationText
{
    /// <summary>How much of the signed octets is shown; <c>--output json</c> has all.</summary>
    private const int MaxShown = 2000;

    public static void Write(Explanation explanation, IAnsiConsole console)
    {
        var color = explanation.Verifies ? Color.Green : Color.Red;
        console.Write($"{explanation.File}: ");
        console.WriteLine(explanation.Verifies ? "verifies" : $"does not verify: {explanation.Reason}", new Style(color));
        if (explanation.Cause is { } cause)
        {
            Line("cause", cause, console);
            Line("", explanation.IsProven ? "without this the signature matches" + (explanation.KeyId is { } id ? $", with the key {id}" : "") : $"tried {explanation.Tried} variants of the request, the secret and the scheme", console);
        }
        else
        {
            Line("key", explanation.KeyId ?? "", console);
            Line("rendering", explanation.Rendering ?? "", console);
            Line("coverage", explanation.Coverage + (explanation.Uncovered is { } uncovered ? $", not covered: {uncovered}" : ""), console);
            Line("callback", explanation.CallbackKey ?? "", console);
        }

        if (explanation.Difference is { } difference)
        {
            Line("received", $"{difference.Received}  (from octet {difference.Offset} on)", console);
            Line("signed", difference.Signed, console);
        }

        if (explanation.SignedOctets is { } octets)
        {
            Line("octets", octets.Length > MaxShown ? octets[..MaxShown] + "…" : octets, console);
        }
    }

    private static void Line(string name, string text, IAnsiConsole console)
    {
        console.Write($"  {name,-10}", new Style(decoration: Decoration.Bold));
        console.WriteLine(text, Style.Plain);
    }
}
