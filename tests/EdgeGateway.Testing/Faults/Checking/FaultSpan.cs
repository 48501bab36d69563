using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>A fault and how long it lasted.</summary>
internal sealed record FaultSpan(FaultKind Kind, string Target, TimeSpan Begin, TimeSpan End)
{
    public bool Overlaps(TimeSpan from, TimeSpan to) => Begin <= to && End >= from;
}
