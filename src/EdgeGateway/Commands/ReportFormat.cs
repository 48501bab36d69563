namespace EdgeGateway.Commands;

/// <summary>The form of a report.</summary>
internal enum ReportFormat
{
    /// <summary>Text for people.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>A Markdown document.</summary>
    Markdown,
}
