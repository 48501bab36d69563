namespace EdgeGateway.Configuration.Sources;

/// <summary>A source was found but cannot be understood; the message says where, and never what stands there.</summary>
internal sealed class UnreadableSourceException(string message) : Exception(message);
