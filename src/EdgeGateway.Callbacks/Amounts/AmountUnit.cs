namespace EdgeGateway.Callbacks.Amounts;

/// <summary>How a provider writes an amount, here ten and a half dollars.</summary>
public enum AmountUnit
{
    /// <summary>As <c>1050</c>.</summary>
    Minor,

    /// <summary>As <c>10.50</c>.</summary>
    Major,
}
