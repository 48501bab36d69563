namespace EdgeGateway.Callbacks;

/// <summary>The closed list of reasons for not letting a callback through; a metric tag and a word in the log, never an answer.</summary>
public enum RefusalReason
{
    /// <summary>Nothing was refused.</summary>
    None,

    /// <summary>The body is not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The body is not JSON, or text follows it.</summary>
    InvalidJson,

    /// <summary>The body is JSON but not an object.</summary>
    NotAnObject,

    /// <summary>The body is not form-encoded.</summary>
    InvalidForm,

    /// <summary>Containers are nested too deep.</summary>
    TooDeep,

    /// <summary>There are too many fields or values.</summary>
    TooManyFields,

    /// <summary>A name stands twice.</summary>
    DuplicateName,

    /// <summary>A string holds a NUL or half of a surrogate pair.</summary>
    InvalidText,

    /// <summary>A number has no finite value.</summary>
    InvalidNumber,

    /// <summary>A name could be read as something else in the signed string.</summary>
    AmbiguousName,

    /// <summary>A value could be read as several fields in the signed string.</summary>
    AmbiguousValue,

    /// <summary>A container stands where the provider's scheme does not say how to sign it.</summary>
    UnsupportedNesting,

    /// <summary>A field of the body stands in the query string, too, where a merchant may read it from.</summary>
    QueryShadowsField,

    /// <summary>The query string holds a name that the scheme neither signs nor allows.</summary>
    QueryNotSigned,

    /// <summary>The value that should hold the document does not.</summary>
    InvalidDocument,

    /// <summary>A field does not have the value that the profile requires.</summary>
    RequirementNotMet,

    /// <summary>A value that tells events apart is not one of the profile's list.</summary>
    DistinctValueRefused,

    /// <summary>There is no signature.</summary>
    SignatureMissing,

    /// <summary>The signature is not of the scheme's form.</summary>
    SignatureMalformed,

    /// <summary>No key makes this signature of this content.</summary>
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

    /// <summary>The token names another algorithm.</summary>
    TokenAlgorithm,

    /// <summary>The token has expired.</summary>
    TokenExpired,

    /// <summary>The token was made for another invoice.</summary>
    TokenBinding,
}
