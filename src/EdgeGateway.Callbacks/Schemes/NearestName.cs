namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Suggests the intended name for a misspelled one.</summary>
public static class NearestName
{
    private const int MaxDistance = 2;

    /// <summary>The most similar of <paramref name="known"/>, or null if none is similar enough.</summary>
    public static string? Find(string name, IEnumerable<string> known) => known
        .Where(candidate => IsNear(name, candidate))
        .MinBy(candidate => Distance(name, candidate));

    /// <summary>Whether the two differ, by at most one or two typing mistakes.</summary>
    public static bool IsNear(string name, string known) =>
        Math.Abs(name.Length - known.Length) <= MaxDistance && known.Length > MaxDistance && Distance(name, known) is > 0 and <= MaxDistance;

    /// <summary>The case-insensitive Levenshtein distance.</summary>
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
