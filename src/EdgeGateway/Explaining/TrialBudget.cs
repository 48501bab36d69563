namespace EdgeGateway.Explaining;

/// <summary>Bounds the work of an explanation.</summary>
/// <param name="trials">How many variants may be tried.</param>
/// <param name="octets">How many octets they may have together.</param>
internal sealed class TrialBudget(int trials, long octets)
{
    private long _octets = octets;

    /// <summary>How many variants were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Whether the variant may be tried.</summary>
    public bool TryTake(Trial trial)
    {
        _octets -= trial.Input.Request.Body.Length;
        if (Taken == trials || _octets < 0)
        {
            return false;
        }

        Taken++;
        return true;
    }
}
