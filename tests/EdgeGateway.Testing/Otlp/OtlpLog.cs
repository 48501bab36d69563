namespace EdgeGateway.Testing.Otlp;

/// <summary>A log entry that a collector received.</summary>
/// <param name="Category">The logger's category.</param>
/// <param name="Event">The event's name; empty for none.</param>
/// <param name="Body">The message.</param>
/// <param name="TraceId">In hexadecimal digits; empty for none.</param>
/// <param name="SpanId">In hexadecimal digits; empty for none.</param>
/// <param name="Attributes">The values of the entry and of its scopes.</param>
/// <param name="Resource">The attributes of the process that sent it.</param>
public sealed record OtlpLog(
    string Category,
    string Event,
    string Body,
    string TraceId,
    string SpanId,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, string> Resource);
