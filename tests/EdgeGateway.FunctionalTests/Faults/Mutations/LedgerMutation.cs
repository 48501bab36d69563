using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.FunctionalTests.Faults.Mutations;

/// <summary>Base class of ledgers with a defect. Methods that are not overridden are correct.</summary>
internal abstract class LedgerMutation(ICallbackLedger inner) : ICallbackLedger
{
    protected static RecordedAcknowledgement MadeUp { get; } = new(200, "application/json", """{"code":0,"result":"ok"}"""u8.ToArray());

    protected ICallbackLedger Inner { get; } = inner;

    public virtual ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        Inner.ClaimAsync(request, cancellationToken);

    public virtual ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken) =>
        Inner.SettleAsync(claim, acknowledgement, cancellationToken);

    public virtual ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken) => Inner.ReleaseAsync(claim, cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => Inner.CheckAsync(cancellationToken);
}
