namespace EdgeGateway.Callbacks;

/// <summary>
/// Why a callback is refused. The list is closed: it is a metric tag and a word in the log, and never sent to the provider.
/// </summary>
public enum RefusalReason
{
    /// <summary>Nothing was refused.</summary>
    None,

    /// <summary>The body is not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The body is not JSON, or text follows it.</summary>
    InvalidJson,

    /// <summary>The body is valid JSON but not an object.</summary>
    NotAnObject,

    /// <summary>The body is not form-encoded.</summary>
    InvalidForm,

    /// <summary>Containers are nested too deeply.</summary>
    TooDeep,

    /// <summary>There are too many fields or values.</summary>
    TooManyFields,

    /// <summary>A name appears twice.</summary>
    DuplicateName,

    /// <summary>A string holds a NUL or half of a surrogate pair.</summary>
    InvalidText,

    /// <summary>A number has no finite value.</summary>
    InvalidNumber,

    /// <summary>A name could be read as something else in the signed string.</summary>
    AmbiguousName,

    /// <summary>A value could be read as several fields in the signed string.</summary>
    AmbiguousValue,

    /// <summary>The body has an object or array where the provider's scheme does not define how to sign it.</summary>
    UnsupportedNesting,

    /// <summary>A field of the body also appears in the query string, where a merchant may read it instead.</summary>
    QueryShadowsField,

    /// <summary>The query string has a parameter that the scheme neither signs nor allows.</summary>
    QueryNotSigned,

    /// <summary>The value that should contain the document cannot be decoded.</summary>
    InvalidDocument,

    /// <summary>A field does not have the value that the profile requires.</summary>
    RequirementNotMet,

    /// <summary>A value that distinguishes events is not on the profile's list.</summary>
    DistinctValueRefused,

    /// <summary>There is no signature.</summary>
    SignatureMissing,

    /// <summary>The signature does not have the scheme's format.</summary>
    SignatureMalformed,

    /// <summary>No key produces this signature for this content.</summary>
    SignatureMismatch,

    /// <summary>A value that is part of what is signed is missing.</summary>
    SignedValueMissing,

    /// <summary>The callback names a key or an algorithm that the profile does not have.</summary>
    KeyUnknown,

    /// <summary>The signed time is older or newer than the tolerance.</summary>
    TimestampOutsideTolerance,

    /// <summary>The signed time is not a number.</summary>
    TimestampMalformed,

    /// <summary>The token is not a JSON Web Token with the claims that the scheme needs.</summary>
    TokenMalformed,

    /// <summary>The token names a different algorithm.</summary>
    TokenAlgorithm,

    /// <summary>The token has expired.</summary>
    TokenExpired,

    /// <summary>The token was issued for a different invoice.</summary>
    TokenBinding,
}
