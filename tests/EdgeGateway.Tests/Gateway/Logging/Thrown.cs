namespace EdgeGateway.Tests.Gateway.Logging;

/// <summary>Exceptions with stack traces.</summary>
internal static class Thrown
{
    public static Exception Exception(Exception? inner = null)
    {
        try
        {
            throw new InvalidOperationException("The file cannot be written.", inner ?? new IOException("disk full"));
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }
}
