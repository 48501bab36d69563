namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Something that is wrong with the object that describes a scheme.</summary>
/// <param name="Path">Where, as in <c>Signature:Encoding</c>; empty for the object as a whole.</param>
/// <param name="Message">What is wrong there, and what to write instead.</param>
public sealed record SchemeFault(string Path, string Message);
