namespace EdgeGateway.Demo;

/// <summary>Prints the rows as a table.</summary>
internal static class DemoTable
{
    private static readonly string[] _heads = ["provider", "what was sent", "merchant saw", "provider was answered", "why", ""];

    public static void Write(IReadOnlyList<DemoRow> rows, TextWriter output)
    {
        string[][] cells = [.. rows.Select(CellsOf)];
        int[] widths = [.. _heads.Select((head, column) => Math.Max(head.Length, cells.Max(row => row[column].Length)))];

        WriteLine(_heads, widths, output);
        output.WriteLine(string.Join("  ", widths.Select(static width => new string('─', Math.Max(width, 2)))));
        string? provider = null;
        for (var row = 0; row < rows.Count; row++)
        {
            if (provider is not null && provider != rows[row].Provider)
            {
                output.WriteLine();
            }

            cells[row][0] = provider == rows[row].Provider ? "" : cells[row][0];
            provider = rows[row].Provider;
            WriteLine(cells[row], widths, output);
        }
    }

    private static string[] CellsOf(DemoRow row) =>
        [row.Provider, row.Sent, row.MerchantSaw, row.Answer, row.Why, row.IsAsExpected ? "ok" : "WRONG"];

    private static void WriteLine(string[] cells, int[] widths, TextWriter output) =>
        output.WriteLine(string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
}
