using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Configuration.Sources;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates a profile's client certificate settings.</summary>
internal static class ClientCertificateRules
{
    /// <summary>The rule, or null if no certificate is required.</summary>
    public static ClientCertificateRule? Read(string path, CallbackProfileOptions options, IConfiguration configuration, FaultList faults)
    {
        var thumbprintsPath = $"{path}:{nameof(options.ClientCertificateThumbprints)}";
        var authority = ReadAuthority($"{path}:{nameof(options.ClientCertificateAuthority)}", options.ClientCertificateAuthority, configuration, faults);
        for (var index = 0; index < options.ClientCertificateThumbprints.Count; index++)
        {
            if (Normalize(options.ClientCertificateThumbprints[index]) is not { Length: 40 or 64 } thumbprint || !thumbprint.All(char.IsAsciiHexDigit))
            {
                faults.Add($"{thumbprintsPath}:{index}", "must be a SHA-256 (64) or SHA-1 (40) of a certificate in hexadecimal digits");
            }
        }

        var hasRule = options.ClientCertificateThumbprints.Count > 0 || options.ClientCertificateAuthority is not null;
        if (options.ClientCertificate == ClientCertificateMode.Require && !hasRule)
        {
            faults.Add($"{path}:{nameof(options.ClientCertificate)}", "Require needs ClientCertificateThumbprints or ClientCertificateAuthority, or any certificate would do");
        }

        if (options.ClientCertificate == ClientCertificateMode.None && hasRule)
        {
            faults.Add($"{path}:{nameof(options.ClientCertificate)}", "must be Require for ClientCertificateThumbprints and ClientCertificateAuthority to have an effect");
        }

        return options.ClientCertificate == ClientCertificateMode.Require
            ? new ClientCertificateRule([.. options.ClientCertificateThumbprints.Select(Normalize)], authority)
            : null;
    }

    private static X509Certificate2? ReadAuthority(string path, string? name, IConfiguration configuration, FaultList faults)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var file = ConfiguredPath.Resolve(configuration, path, name);
        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(file);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            faults.Add(path, $"'{file}' cannot be read as a certificate");
            return null;
        }
    }

    /// <summary>Removes the colons or spaces that tools print between bytes.</summary>
    private static string Normalize(string? thumbprint) =>
        string.Concat((thumbprint ?? "").Where(static letter => letter is not (':' or ' '))).ToUpperInvariant();
}
