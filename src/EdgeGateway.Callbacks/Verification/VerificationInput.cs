using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>Everything that a verdict depends on.</summary>
internal readonly ref struct VerificationInput
{
    public required CallbackMessage Message { get; init; }

    /// <summary>The fields of the body.</summary>
    public CallbackFields Fields => Workspace.Fields.FieldsOf(Message.Body);

    public required KeyRing Keys { get; init; }

    public required VerificationSettings Settings { get; init; }

    public required CoverageRules Coverage { get; init; }

    /// <summary>The current time, for what expires.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>As <see cref="SignatureMethod.Parse"/> left it.</summary>
    public required CallbackWorkspace Workspace { get; init; }
}
