namespace EdgeGateway.LoadTests.Generation;

/// <summary>An attempt of a provider.</summary>
/// <param name="At">The intended time, from the start of the load.</param>
/// <param name="Request">The whole HTTP request.</param>
/// <param name="Invoice">The invoice; 0 if it is forged.</param>
/// <param name="HangsUp">Whether the provider closes the connection before the answer.</param>
/// <param name="Attempt">The number of the attempt, from 1.</param>
internal readonly record struct Send(TimeSpan At, byte[] Request, int Invoice, bool HangsUp, int Attempt = 1);
