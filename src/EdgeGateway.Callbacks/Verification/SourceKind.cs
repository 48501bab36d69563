namespace EdgeGateway.Callbacks.Verification;

/// <summary>Where a value of a callback is read from.</summary>
internal enum SourceKind
{
    /// <summary>A request header.</summary>
    Header,

    /// <summary>A parameter of the query string.</summary>
    Query,

    /// <summary>A field of a form body, or of the query string if the callback consists of one.</summary>
    Form,

    /// <summary>A member of the document.</summary>
    Field,

    /// <summary>A named element of the signature.</summary>
    Element,

    /// <summary>A parameter of the profile.</summary>
    Parameter,
}
