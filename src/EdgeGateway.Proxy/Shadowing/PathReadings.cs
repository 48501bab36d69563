namespace EdgeGateway.Proxy.Shadowing;

/// <summary>
/// The ways in which merchants' servers and frameworks may interpret a path. Each reading is a list of segments:
/// <list type="number">
/// <item>percent-encoding is undone up to three times, slashes and backslashes included;</item>
/// <item>a NUL, <c>?</c> or <c>#</c> that was encoded ends the path;</item>
/// <item>a backslash is a slash;</item>
/// <item>parameters after a segment's <c>;</c> are removed;</item>
/// <item>empty segments are removed, before or after dot segments are resolved;</item>
/// <item>dots and spaces at the end of a segment are removed;</item>
/// <item>a script such as <c>index.php</c> at the start of the path is removed;</item>
/// <item>the extension of the last segment is removed, as in <c>/pay.json</c>.</item>
/// </list>
/// Paths are compared case-insensitively.
/// </summary>
internal static class PathReadings
{
    private const int MaxDecodings = 3;

    private static readonly char[] _ends = ['\0', '?', '#'];

    /// <summary>Every reading of an encoded path.</summary>
    public static List<string[]> Of(string path)
    {
        var readings = new List<string[]>(4);
        for (var decodings = 0; ; decodings++)
        {
            AddText(path, readings);
            var end = path.IndexOfAny(_ends);
            if (end >= 0)
            {
                AddText(path[..end], readings);
            }

            if (decodings == MaxDecodings || !path.Contains('%', StringComparison.Ordinal))
            {
                return readings;
            }

            path = Uri.UnescapeDataString(path);
        }
    }

    /// <summary>The segments as routing compares them: a trailing slash is ignored.</summary>
    public static string[] AsRouted(string path) => path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed[1..].Split('/') : [];

    private static void AddText(string text, List<string[]> readings)
    {
        var segments = text.Replace('\\', '/').Split('/').Select(static segment => segment.Split(';')[0]).ToArray();
        var isPlain = !Array.Exists(segments, static segment => segment is "." or "..");
        var withoutEmpty = Array.FindAll(segments, static segment => segment.Length > 0);
        Add(isPlain ? withoutEmpty : ResolveDots(withoutEmpty), readings);
        if (!isPlain)
        {
            Add(ResolveDots(segments), readings);
        }
    }

    private static void Add(string[] segments, List<string[]> readings)
    {
        segments = [.. segments.Select(static segment => segment.TrimEnd('.', ' ')).Where(static segment => segment.Length > 0)];
        AddWithAndWithoutExtension(segments, readings);
        var script = Array.FindIndex(segments, static segment => segment.EndsWith(".php", StringComparison.OrdinalIgnoreCase));
        if (script >= 0 && script < segments.Length - 1)
        {
            AddWithAndWithoutExtension([.. segments[..script], .. segments[(script + 1)..]], readings);
        }
    }

    private static void AddWithAndWithoutExtension(string[] segments, List<string[]> readings)
    {
        readings.Add(segments);
        if (segments.Length > 0 && segments[^1].LastIndexOf('.') is > 0 and var dot)
        {
            readings.Add([.. segments[..^1], segments[^1][..dot]]);
        }
    }

    private static string[] ResolveDots(string[] segments)
    {
        var resolved = new List<string>(segments.Length);
        foreach (var segment in segments)
        {
            if (segment == ".." && resolved.Count > 0)
            {
                resolved.RemoveAt(resolved.Count - 1);
            }
            else if (segment is not ("." or ".."))
            {
                resolved.Add(segment);
            }
        }

        return [.. resolved];
    }
}
