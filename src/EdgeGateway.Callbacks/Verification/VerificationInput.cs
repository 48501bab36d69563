using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>Everything that a verdict depends on.</summary>
internal readonly ref struct VerificationInput
{
    public required CallbackFields Fields { get; init; }

    /// <summary>The value of the scheme's header, or null.</summary>
    public required string? SignatureHeader { get; init; }

    public required KeyRing Keys { get; init; }

    public required VerificationSettings Settings { get; init; }

    public required CoverageRules Coverage { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required CallbackWorkspace Workspace { get; init; }
}
