using EdgeGateway.Callbacks;

namespace EdgeGateway.Proxy.Attempts;

/// <summary>
/// The closed list of reasons for an outcome; a metric tag and a word in the log, never in an answer. The reasons of the
/// verification have the values of <see cref="RefusalReason"/>, so that one is cast to the other.
/// </summary>
internal enum CallbackReason
{
    /// <summary>The outcome says it all.</summary>
    None = RefusalReason.None,

    /// <inheritdoc cref="RefusalReason.InvalidUtf8"/>
    InvalidUtf8 = RefusalReason.InvalidUtf8,

    /// <inheritdoc cref="RefusalReason.InvalidJson"/>
    InvalidJson = RefusalReason.InvalidJson,

    /// <inheritdoc cref="RefusalReason.NotAnObject"/>
    NotAnObject = RefusalReason.NotAnObject,

    /// <inheritdoc cref="RefusalReason.InvalidForm"/>
    InvalidForm = RefusalReason.InvalidForm,

    /// <inheritdoc cref="RefusalReason.TooDeep"/>
    TooDeep = RefusalReason.TooDeep,

    /// <inheritdoc cref="RefusalReason.TooManyFields"/>
    TooManyFields = RefusalReason.TooManyFields,

    /// <inheritdoc cref="RefusalReason.DuplicateName"/>
    DuplicateName = RefusalReason.DuplicateName,

    /// <inheritdoc cref="RefusalReason.InvalidText"/>
    InvalidText = RefusalReason.InvalidText,

    /// <inheritdoc cref="RefusalReason.InvalidNumber"/>
    InvalidNumber = RefusalReason.InvalidNumber,

    /// <inheritdoc cref="RefusalReason.AmbiguousName"/>
    AmbiguousName = RefusalReason.AmbiguousName,

    /// <inheritdoc cref="RefusalReason.AmbiguousValue"/>
    AmbiguousValue = RefusalReason.AmbiguousValue,

    /// <inheritdoc cref="RefusalReason.UnsupportedNesting"/>
    UnsupportedNesting = RefusalReason.UnsupportedNesting,

    /// <inheritdoc cref="RefusalReason.QueryShadowsField"/>
    QueryShadowsField = RefusalReason.QueryShadowsField,

    /// <inheritdoc cref="RefusalReason.QueryNotSigned"/>
    QueryNotSigned = RefusalReason.QueryNotSigned,

    /// <inheritdoc cref="RefusalReason.InvalidDocument"/>
    InvalidDocument = RefusalReason.InvalidDocument,

    /// <inheritdoc cref="RefusalReason.RequirementNotMet"/>
    RequirementNotMet = RefusalReason.RequirementNotMet,

    /// <inheritdoc cref="RefusalReason.DistinctValueRefused"/>
    DistinctValueRefused = RefusalReason.DistinctValueRefused,

    /// <inheritdoc cref="RefusalReason.SignatureMissing"/>
    SignatureMissing = RefusalReason.SignatureMissing,

    /// <inheritdoc cref="RefusalReason.SignatureMalformed"/>
    SignatureMalformed = RefusalReason.SignatureMalformed,

    /// <inheritdoc cref="RefusalReason.SignatureMismatch"/>
    SignatureMismatch = RefusalReason.SignatureMismatch,

    /// <inheritdoc cref="RefusalReason.SignedValueMissing"/>
    SignedValueMissing = RefusalReason.SignedValueMissing,

    /// <inheritdoc cref="RefusalReason.KeyUnknown"/>
    KeyUnknown = RefusalReason.KeyUnknown,

    /// <inheritdoc cref="RefusalReason.TimestampOutsideTolerance"/>
    TimestampOutsideTolerance = RefusalReason.TimestampOutsideTolerance,

    /// <inheritdoc cref="RefusalReason.TimestampMalformed"/>
    TimestampMalformed = RefusalReason.TimestampMalformed,

    /// <inheritdoc cref="RefusalReason.TokenMalformed"/>
    TokenMalformed = RefusalReason.TokenMalformed,

    /// <inheritdoc cref="RefusalReason.TokenAlgorithm"/>
    TokenAlgorithm = RefusalReason.TokenAlgorithm,

    /// <inheritdoc cref="RefusalReason.TokenExpired"/>
    TokenExpired = RefusalReason.TokenExpired,

    /// <inheritdoc cref="RefusalReason.TokenBinding"/>
    TokenBinding = RefusalReason.TokenBinding,

    /// <summary>The request has a <c>Content-Length</c> beside a <c>Transfer-Encoding</c>.</summary>
    TwoLengths,

    /// <summary>The request has a <c>Transfer-Encoding</c> other than <c>chunked</c>.</summary>
    TransferEncoding,

    /// <summary>The connection ended before the body was complete.</summary>
    HangUp,

    /// <summary>The body was not complete within the profile's <c>BodyTimeout</c>.</summary>
    BodyTimeout,

    /// <summary>The chunks of the body are not well-formed, or the body is shorter than its announced length.</summary>
    BrokenBody,

    /// <summary>The bodies in memory together have reached <c>MaxBufferedBytes</c>.</summary>
    BufferedBytes,

    /// <summary>The client certificate is missing, or the profile does not accept it.</summary>
    ClientCertificate,

    /// <summary>Some elements of a batch are known, and others are not.</summary>
    BatchOverlaps,

    /// <summary>It was forwarded without a claim, because the ledger did not answer.</summary>
    Unclaimed,

    /// <summary>As many callbacks as the profile's <c>MaxConcurrentCallbacks</c> are at the merchant.</summary>
    Concurrency,

    /// <summary>The merchant's answer is not an acknowledgement by the profile, but the provider would take it for one.</summary>
    NotAcknowledged,

    /// <summary>No destination of the cluster is available.</summary>
    NoDestination,

    /// <summary>The merchant did not answer within the profile's <c>MerchantTimeout</c>, or no connection was made in time.</summary>
    Timeout,

    /// <summary>The connection to the merchant failed before its answer began.</summary>
    Connection,

    /// <summary>The merchant's answer ended early.</summary>
    AnswerCutShort,

    /// <summary>The request could not be built, or another forwarding error occurred.</summary>
    Forwarding,

    /// <summary>A route without a profile would have forwarded the request to the path of a profile, with a method that its route does not have.</summary>
    ShadowedMethod,

    /// <summary>A route without a profile would have forwarded the request to a path that can be read as the path of a profile.</summary>
    ShadowedPath,
}
