namespace EdgeGateway.Callbacks.Templates;

/// <summary>What a piece of a template gave.</summary>
internal enum SegmentStatus
{
    /// <summary>Text.</summary>
    Written,

    /// <summary>No text, since the value is there and empty.</summary>
    Empty,

    /// <summary>No text, since the value is not there.</summary>
    Absent,

    /// <summary>What is there cannot be signed.</summary>
    Unsupported,
}
