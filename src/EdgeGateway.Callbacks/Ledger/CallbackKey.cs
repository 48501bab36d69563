namespace EdgeGateway.Callbacks.Ledger;

/// <summary>
/// Identifies one event of one profile (an idempotency key in the terms of the IETF draft). Printable ASCII without spaces, at most <see
/// cref="MaxLength"/> characters, so that it fits a header and reads well in <c>redis-cli</c>.
/// </summary>
public readonly record struct CallbackKey(string Value)
{
    /// <summary>In characters; longer keys are replaced with a digest when they are built.</summary>
    public const int MaxLength = 200;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
