namespace EdgeGateway.Commands;

/// <summary>The values of <c>--output</c>.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON document, for programs.</summary>
    Json,
}
