using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Merchants;

/// <summary>How a merchant treats requests during a fault.</summary>
public enum MerchantMode
{
    /// <summary>Acknowledges after a short delay.</summary>
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
