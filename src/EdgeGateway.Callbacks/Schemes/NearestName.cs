namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Guesses what a misspelled name was meant to be.</summary>
public static class NearestName
{
    private const int MaxDistance = 2;

    /// <summary>The nearest of <paramref name="known"/>, or null when none is near.</summary>
    public static string? Find(string name, IEnumerable<string> known) => known
        .Where(candidate => IsNear(name, candidate))
        .MinBy(candidate => Distance(name, candidate));

    /// <summary>Whether the two differ by one or two typing mistakes, but differ.</summary>
    public static bool IsNear(string name, string known) =>
        Math.Abs(name.Length - known.Length) <= MaxDistance && known.Length > MaxDistance && Distance(name, known) is > 0 and <= MaxDistance;

    /// <summary>Levenshtein's distance without regard to case.</summary>
    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            row[column] = column;
        }

        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var isSame = char.ToUpperInvariant(left[line - 1]) == char.ToUpperInvariant(right[column - 1]);
                var replaced = diagonal + (isSame ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, Math.Min(row[column], row[column - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
