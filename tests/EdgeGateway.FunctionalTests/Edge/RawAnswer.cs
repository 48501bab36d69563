namespace EdgeGateway.FunctionalTests.Edge;

/// <summary>A response as it was received.</summary>
internal sealed record RawAnswer(string Head, string Body)
{
    public int Status => int.Parse(Head.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The value of a header, or null.</summary>
    public string? this[string header] => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(header.Length + 1)..].Trim())
        .FirstOrDefault();
}
