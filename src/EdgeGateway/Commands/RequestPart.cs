namespace EdgeGateway.Commands;

/// <summary>The values of <c>--part</c>.</summary>
internal enum RequestPart
{
    /// <summary>The method, the path, the headers and the body.</summary>
    Request,

    /// <summary>The headers.</summary>
    Headers,

    /// <summary>The body.</summary>
    Body,
}
