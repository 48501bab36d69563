using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Faults.Merchants;

namespace EdgeGateway.Testing.Faults.Nemeses;

/// <summary>The faults of a merchant.</summary>
public static class MerchantNemeses
{
    private const string Target = "merchant";

    /// <summary>All faults.</summary>
    public static IEnumerable<Nemesis> Of(FaultyMerchant merchant)
    {
        ArgumentNullException.ThrowIfNull(merchant);
        return
        [
            Mode(merchant, FaultKind.MerchantSlow, MerchantMode.Slow),
            Mode(merchant, FaultKind.MerchantResetting, MerchantMode.Resetting),
            Mode(merchant, FaultKind.MerchantRefusing, MerchantMode.Refusing),
            Mode(merchant, FaultKind.MerchantHanging, MerchantMode.Hanging),
            new(FaultKind.MerchantDown, Target, merchant.StopAsync, merchant.StartAsync),
        ];
    }

    private static Nemesis Mode(FaultyMerchant merchant, FaultKind kind, MerchantMode mode)
    {
        return new(kind, Target, () => Set(mode), () => Set(MerchantMode.Well));

        Task Set(MerchantMode value)
        {
            merchant.Mode = value;
            return Task.CompletedTask;
        }
    }
}
