namespace EdgeGateway.Commands;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    public const int Failure = 1;

    /// <summary>The command line is not valid.</summary>
    public const int Usage = 2;

    /// <summary>The configuration is not valid (<c>EX_CONFIG</c> of sysexits.h): restarting does not help.</summary>
    public const int Configuration = 78;
}
