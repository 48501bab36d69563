namespace EdgeGateway.Configuration.Sources;

/// <summary>A source was found but is invalid. The message contains the position, but never the content.</summary>
internal sealed class UnreadableSourceException(string message) : Exception(message);
