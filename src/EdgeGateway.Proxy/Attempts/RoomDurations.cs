namespace EdgeGateway.Proxy.Attempts;

/// <summary>What the rooms took of one attempt; zero for a room that it did not reach.</summary>
internal struct RoomDurations
{
    public TimeSpan Verification { get; set; }

    public TimeSpan Claim { get; set; }

    public TimeSpan Merchant { get; set; }

    public TimeSpan Settlement { get; set; }
}
