using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Requests;

namespace EdgeGateway.Sending;

/// <summary>A request that is ready to be sent.</summary>
/// <param name="Request">The signed request.</param>
/// <param name="Acknowledgement">Which answers acknowledge this one.</param>
internal sealed record PlannedRequest(CapturedRequest Request, AcknowledgementRule Acknowledgement);
