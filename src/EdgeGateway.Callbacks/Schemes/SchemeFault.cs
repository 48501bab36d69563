namespace EdgeGateway.Callbacks.Schemes;

/// <summary>A fault in a scheme's definition.</summary>
/// <param name="Path">Where the fault is, such as <c>Signature:Encoding</c>; empty for the object as a whole.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
public sealed record SchemeFault(string Path, string Message);
