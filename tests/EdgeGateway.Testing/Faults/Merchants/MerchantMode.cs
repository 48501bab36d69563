using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Merchants;

/// <summary>How a merchant treats those requests that a fault strikes.</summary>
public enum MerchantMode
{
    /// <summary>Acknowledges soon.</summary>
    Well,

    /// <inheritdoc cref="FaultKind.MerchantSlow"/>
    Slow,

    /// <inheritdoc cref="FaultKind.MerchantResetting"/>
    Resetting,

    /// <inheritdoc cref="FaultKind.MerchantRefusing"/>
    Refusing,

    /// <inheritdoc cref="FaultKind.MerchantHanging"/>
    Hanging,
}
