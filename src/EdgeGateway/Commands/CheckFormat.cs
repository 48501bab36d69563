namespace EdgeGateway.Commands;

/// <summary>The values of <c>check --output</c>.</summary>
internal enum CheckFormat
{
    Text,
    Json,
    Sarif,
}
