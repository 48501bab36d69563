namespace EdgeGateway.Callbacks;

/// <summary>Kinds of request body.</summary>
[Flags]
public enum BodyFormats
{
    /// <summary>No body that can be read.</summary>
    None = 0,

    /// <summary><c>application/json</c>.</summary>
    Json = 1,

    /// <summary><c>application/x-www-form-urlencoded</c>.</summary>
    Form = 2,

    /// <summary>No body: the fields are in the query string.</summary>
    Query = 4,

    /// <summary>Any bytes, which are not parsed.</summary>
    Raw = 8,
}
