namespace EdgeGateway.Sending;

/// <summary>How one request ended.</summary>
/// <param name="Status">The status of the answer; null if there was none.</param>
/// <param name="Answer">The beginning of the answer's body, or why there was none.</param>
/// <param name="IsAcknowledged">Whether the answer acknowledges the request.</param>
/// <param name="Duration">From the request's first byte to the answer's last.</param>
internal readonly record struct AttemptResult(int? Status, string Answer, bool IsAcknowledged, TimeSpan Duration);
