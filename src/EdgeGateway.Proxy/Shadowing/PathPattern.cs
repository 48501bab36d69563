using System.Text.RegularExpressions;

namespace EdgeGateway.Proxy.Shadowing;

/// <summary>
/// The paths of one route at its merchant, segment by segment and case-insensitive. Parameters match any value.
/// </summary>
internal sealed partial class PathPattern
{
    private readonly Segment[] _segments;

    private PathPattern(Segment[] segments) => _segments = segments;

    /// <summary>The placeholder of a route parameter in a path for <see cref="Parse"/>.</summary>
    public static string Placeholder(int number, bool isCatchAll, bool isOptional) =>
        $"edgegateway{(isCatchAll ? "rest" : isOptional ? "optional" : "value")}{number}x";

    /// <summary>Reads an encoded path with placeholders.</summary>
    public static PathPattern Parse(string path) => new([.. PathReadings.AsRouted(Uri.UnescapeDataString(path)).Select(Segment.Parse)]);

    /// <summary>Whether one of the readings is a path of this pattern.</summary>
    public bool MatchesAny(List<string[]> readings) => readings.Exists(Matches);

    /// <summary>Whether the segments match this pattern, or continue after its script.</summary>
    public bool Matches(string[] path) => Matches(path, 0, 0);

    private bool Matches(ReadOnlySpan<string> path, int at, int segment)
    {
        if (segment == _segments.Length)
        {
            // What follows the name of a script is its PATH_INFO: /pay.php/more runs /pay.php.
            return at == path.Length || (segment > 0 && _segments[^1].IsScript);
        }

        var expected = _segments[segment];
        if (expected.IsCatchAll)
        {
            return true;
        }

        return (at < path.Length && expected.Matches(path[at]) && Matches(path, at + 1, segment + 1))
            || (expected.IsOptional && at == path.Length && Matches(path, at, segment + 1));
    }

    [GeneratedRegex("edgegateway(value|optional|rest)[0-9]+x", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholders();

    /// <param name="Literals">The texts around the placeholders; one more than there are placeholders.</param>
    /// <param name="IsOptional">Whether the path may end before it.</param>
    /// <param name="IsCatchAll">Whether it matches all remaining segments.</param>
    /// <param name="IsScript">Whether it names a file that may be a script.</param>
    private sealed record Segment(string[] Literals, bool IsOptional, bool IsCatchAll, bool IsScript)
    {
        public static Segment Parse(string text)
        {
            var kinds = Placeholders().Matches(text).Select(static match => match.Groups[1].Value).ToList();
            return new Segment(
                [.. Placeholders().Split(text).Where(static (_, index) => index % 2 == 0)],
                kinds.Contains("optional", StringComparer.OrdinalIgnoreCase),
                kinds.Contains("rest", StringComparer.OrdinalIgnoreCase),
                text.Contains('.', StringComparison.Ordinal));
        }

        /// <summary>Whether the text starts with the first literal, ends with the last and contains the others in order.</summary>
        public bool Matches(string text)
        {
            if (Literals.Length == 1)
            {
                return text.Equals(Literals[0], StringComparison.OrdinalIgnoreCase);
            }

            var at = Literals[0].Length;
            var end = text.Length - Literals[^1].Length;
            if (at > end || !text.StartsWith(Literals[0], StringComparison.OrdinalIgnoreCase) || !text.EndsWith(Literals[^1], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            foreach (var literal in Literals.AsSpan(1..^1))
            {
                var found = text.IndexOf(literal, at, end - at, StringComparison.OrdinalIgnoreCase);
                if (found < 0)
                {
                    return false;
                }

                at = found + literal.Length;
            }

            return true;
        }
    }
}
