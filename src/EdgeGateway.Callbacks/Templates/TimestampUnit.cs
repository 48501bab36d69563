namespace EdgeGateway.Callbacks.Templates;

/// <summary>The unit of a time.</summary>
internal enum TimestampUnit
{
    /// <summary>Seconds since 1970.</summary>
    Seconds,

    /// <summary>Milliseconds since 1970.</summary>
    Milliseconds,

    /// <summary>Either, distinguished by magnitude.</summary>
    Either,
}
