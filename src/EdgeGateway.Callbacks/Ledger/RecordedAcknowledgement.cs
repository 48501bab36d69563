namespace EdgeGateway.Callbacks.Ledger;

/// <summary>What a merchant acknowledged with, kept to answer duplicates.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="ContentType">The <c>Content-Type</c> as it was sent, or null.</param>
/// <param name="Body">At most <see cref="MaxBodyBytes"/>; must not be modified.</param>
public sealed record RecordedAcknowledgement(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Longer answers are recorded without their body.</summary>
    public const int MaxBodyBytes = 1024;
}
