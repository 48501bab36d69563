namespace EdgeGateway.Explaining;

/// <summary>One possible cause, and what would verify if it is the cause.</summary>
/// <param name="Cause">The cause, as a clause that begins in lower case. It holds neither a secret nor a signature.</param>
/// <param name="Input">The input without the mistake.</param>
internal sealed record Trial(string Cause, ExplainInput Input);
