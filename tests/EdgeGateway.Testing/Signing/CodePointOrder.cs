namespace EdgeGateway.Testing.Signing;

/// <summary>The order in which Python and Go compare text; .NET's ordinal order differs above U+FFFF.</summary>
public sealed class CodePointOrder : IComparer<string>
{
    /// <summary>The only instance.</summary>
    public static CodePointOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var left = x!.EnumerateRunes().Select(static rune => rune.Value).ToArray();
        var right = y!.EnumerateRunes().Select(static rune => rune.Value).ToArray();
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
            {
                return left[i].CompareTo(right[i]);
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
