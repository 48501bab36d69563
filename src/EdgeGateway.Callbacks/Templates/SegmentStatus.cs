namespace EdgeGateway.Callbacks.Templates;

/// <summary>The result of appending a piece of a template.</summary>
internal enum SegmentStatus
{
    /// <summary>Text.</summary>
    Written,

    /// <summary>No text, because the value is empty.</summary>
    Empty,

    /// <summary>No text, because the value is absent.</summary>
    Absent,

    /// <summary>The value cannot be signed.</summary>
    Unsupported,
}
