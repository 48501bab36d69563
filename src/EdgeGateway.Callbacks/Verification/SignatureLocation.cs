namespace EdgeGateway.Callbacks.Verification;

/// <summary>Where a provider puts its signature: a field of the body, or a header with an optional prefix.</summary>
internal sealed record SignatureLocation
{
    private SignatureLocation(byte[]? bodyField, string? header, string headerPrefix)
    {
        BodyField = bodyField;
        Header = header;
        HeaderPrefix = headerPrefix;
    }

    public byte[]? BodyField { get; }

    public string? Header { get; }

    /// <summary>Authentication scheme names are case-insensitive: RFC 9110, section 11.1.</summary>
    public string HeaderPrefix { get; }

    public static SignatureLocation InBody(ReadOnlySpan<byte> field) => new(field.ToArray(), null, "");

    public static SignatureLocation InHeader(string name, string prefix = "") => new(null, name, prefix);
}
