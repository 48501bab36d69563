namespace EdgeGateway.Callbacks.Templates;

/// <summary>What a time counts.</summary>
internal enum TimestampUnit
{
    /// <summary>Seconds since 1970.</summary>
    Seconds,

    /// <summary>Milliseconds since 1970.</summary>
    Milliseconds,

    /// <summary>Either, told apart by size.</summary>
    Either,
}
