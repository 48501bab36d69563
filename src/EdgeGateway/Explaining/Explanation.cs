namespace EdgeGateway.Explaining;

/// <summary>Whether a request verifies, and if not, why.</summary>
internal sealed record Explanation
{
    /// <summary>The file of the request.</summary>
    public string? File { get; init; }

    /// <summary>Whether the gateway accepts it.</summary>
    public required bool Verifies { get; init; }

    /// <summary>Why it is refused, as logs and metrics say it; null if it verifies.</summary>
    public string? Reason { get; init; }

    /// <summary>The cause, as a sentence without a full stop; null if it verifies.</summary>
    public string? Cause { get; init; }

    /// <summary>Whether the request without the cause has been verified; otherwise the cause is only likely.</summary>
    public bool IsProven { get; init; }

    /// <summary>The key that verifies it, or that would.</summary>
    public string? KeyId { get; init; }

    /// <summary>The rendering of the content that matched; null if nothing does.</summary>
    public string? Rendering { get; init; }

    /// <summary>How much of the request the signature covers; null if it does not verify.</summary>
    public string? Coverage { get; init; }

    /// <summary>The fields that the signature does not cover; null if it covers all.</summary>
    public string? Uncovered { get; init; }

    /// <summary>The callback's key; null if the request does not verify.</summary>
    public string? CallbackKey { get; init; }

    /// <summary>The octets that are signed in the received request, with the secret masked; null if they cannot be read.</summary>
    public string? SignedOctets { get; init; }

    /// <summary>What differs from the octets that the provider signed; null if nothing does or it is not known.</summary>
    public Difference? Difference { get; init; }

    /// <summary>How many variants were tried.</summary>
    public int Tried { get; init; }
}
