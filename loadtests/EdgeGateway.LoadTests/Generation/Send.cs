namespace EdgeGateway.LoadTests.Generation;

/// <summary>One attempt of a provider to deliver a callback.</summary>
/// <param name="At">When it is meant to leave, from the load's begin.</param>
/// <param name="Request">The whole HTTP request.</param>
/// <param name="Invoice">What the merchant will see; 0 for what nobody signed.</param>
/// <param name="HangsUp">Whether the provider goes away before the answer.</param>
/// <param name="Attempt">1 for the first.</param>
internal readonly record struct Send(TimeSpan At, byte[] Request, int Invoice, bool HangsUp, int Attempt = 1);
