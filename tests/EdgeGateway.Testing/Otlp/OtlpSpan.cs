namespace EdgeGateway.Testing.Otlp;

/// <summary>A span that a collector received.</summary>
/// <param name="Source">The name of the activity source.</param>
/// <param name="Name">The span's name.</param>
/// <param name="Kind">As the protocol numbers it: 1 internal, 2 server, 3 client.</param>
/// <param name="Status">As the protocol numbers it: 0 unset, 1 ok, 2 error.</param>
/// <param name="TraceId">In hexadecimal digits.</param>
/// <param name="SpanId">In hexadecimal digits.</param>
/// <param name="ParentId">In hexadecimal digits; empty for none.</param>
/// <param name="Attributes">The span's attributes.</param>
/// <param name="Resource">The attributes of the process that sent it.</param>
public sealed record OtlpSpan(
    string Source,
    string Name,
    int Kind,
    int Status,
    string TraceId,
    string SpanId,
    string ParentId,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, string> Resource)
{
    /// <summary>The kind of a span for a request that was received.</summary>
    public const int Server = 2;

    /// <summary>The status of a span that failed.</summary>
    public const int Error = 2;
}
