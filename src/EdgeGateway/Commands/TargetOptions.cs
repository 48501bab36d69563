using System.CommandLine;
using System.Collections.Frozen;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Configuration;
using EdgeGateway.Hosting;
using EdgeGateway.Requests;

namespace EdgeGateway.Commands;

/// <summary>
/// The options that name a profile of the configuration, or a scheme and a secret. A secret comes from a file, the environment or standard
/// input only: an argument would be visible to every process of the machine.
/// </summary>
internal sealed class TargetOptions
{
    private readonly Option<string?> _profile = new("--profile") { Description = "A profile of the configuration", HelpName = "NAME" };

    private readonly Option<string?> _scheme = new("--scheme") { Description = "Instead of a profile: a scheme that ships", HelpName = "NAME" };

    private readonly Option<string?> _secretFile = new("--secret-file") { Description = "With --scheme: the file that holds the secret", HelpName = "FILE" };

    private readonly Option<string?> _secretVariable = new("--secret-env") { Description = "With --scheme: the environment variable that holds the secret", HelpName = "NAME" };

    private readonly Option<bool> _secretInput = new("--secret-stdin") { Description = "With --scheme: read the secret from standard input" };

    private readonly Option<string?> _publicUrl = new("--public-url") { Description = "With --scheme: the URL that is registered at the provider, where it is signed", HelpName = "URL" };

    private readonly Option<string[]> _parameters = new("--parameter") { Description = "With --scheme: a parameter of the scheme, such as webhook_id=WH-1", HelpName = "NAME=VALUE" };

    private readonly Option<string> _keyId = new("--key-id")
    {
        Description = "With --scheme: the key's id, where the provider names it in the request",
        HelpName = "ID",
        DefaultValueFactory = static _ => "k1",
    };

    private readonly GatewayOptions _configuration;

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public TargetOptions(Command command)
    {
        command.Options.Add(_profile);
        command.Options.Add(_scheme);
        command.Options.Add(_secretFile);
        command.Options.Add(_secretVariable);
        command.Options.Add(_secretInput);
        command.Options.Add(_publicUrl);
        command.Options.Add(_parameters);
        command.Options.Add(_keyId);
        _configuration = new GatewayOptions(command);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(_profile) is null) == (result.GetValue(_scheme) is null))
            {
                result.AddError("one of --profile and --scheme is needed");
            }
        });
    }

    /// <summary>Reads the options' values.</summary>
    /// <returns>Null after a fault that was reported; <paramref name="exitCode"/> then says which kind.</returns>
    public CallbackTarget? Read(ParseResult result, out int exitCode)
    {
        var error = result.InvocationConfiguration.Error;
        exitCode = ExitCodes.Usage;
        if (result.GetValue(_profile) is { } profile)
        {
            try
            {
                var root = new ConfigurationBuilder().AddGatewaySources(_configuration.Read(result)).Build();
                using var disposal = root as IDisposable;
                return CallbackTarget.OfProfile(profile, root);
            }
            catch (ConfigurationException e)
            {
                exitCode = ConfigurationFaults.Report(e, error);
                return null;
            }
        }

        var name = result.GetValue(_scheme)!;
        if (SignatureSchemes.Find(name) is not { } scheme)
        {
            var meant = NearestName.Find(name, SignatureSchemes.Names);
            error.WriteLine($"there is no scheme '{name}'{(meant is null ? "; EdgeGateway schemes lists them, and those of a configuration are used through its profiles" : $"; did you mean {meant}?")}");
            return null;
        }

        return OfScheme(scheme, result, error);
    }

    private CallbackTarget? OfScheme(SignatureScheme scheme, ParseResult result, TextWriter error)
    {
        var parameters = (result.GetValue(_parameters) ?? []).Select(static text => text.Split('=', 2)).ToArray();
        if (Array.Find(parameters, static pair => pair.Length != 2) is { } wrong)
        {
            error.WriteLine($"--parameter {wrong[0]}: NAME=VALUE is needed");
            return null;
        }

        var settings = new VerificationSettings
        {
            PublicUrl = result.GetValue(_publicUrl),
            Parameters = parameters.DistinctBy(static pair => pair[0]).ToFrozenDictionary(static pair => pair[0], static pair => pair[1], StringComparer.OrdinalIgnoreCase),
        };
        var missing = scheme.Parameters.Where(name => !settings.Parameters.ContainsKey(name)).Select(static name => $"--parameter {name}=VALUE")
            .Concat(scheme.SignsUrl && settings.PublicUrl is null ? ["--public-url URL"] : [])
            .ToArray();
        if (missing.Length > 0)
        {
            error.WriteLine($"{scheme.Name} needs {string.Join(" and ", missing)}");
            return null;
        }

        string? secret = null;
        if (scheme.NeedsKeys && !TryReadSecret(result, error, out secret))
        {
            return null;
        }

        var target = CallbackTarget.OfScheme(scheme, secret, result.GetValue(_keyId)!, settings, out var fault);
        if (fault is not null)
        {
            error.WriteLine($"{scheme.Name}: {fault}");
            return null;
        }

        return target;
    }

    private bool TryReadSecret(ParseResult result, TextWriter error, out string? secret)
    {
        secret = null;
        switch (result.GetValue(_secretFile), result.GetValue(_secretVariable), result.GetValue(_secretInput))
        {
            case ({ } file, null, false) when File.Exists(file):
                secret = WithoutLineEnd(File.ReadAllText(file));
                break;
            case ({ } file, null, false):
                error.WriteLine($"--secret-file: there is no file {file}");
                return false;
            case (null, { } variable, false):
                secret = Environment.GetEnvironmentVariable(variable);
                if (secret is null)
                {
                    error.WriteLine($"--secret-env: the environment has no {variable}");
                    return false;
                }

                break;
            case (null, null, true):
                secret = WithoutLineEnd(Console.In.ReadToEnd());
                break;
            default:
                error.WriteLine("with --scheme, one of --secret-file, --secret-env and --secret-stdin is needed");
                return false;
        }

        if (secret.Length == 0)
        {
            error.WriteLine("the secret is empty");
            return false;
        }

        return true;
    }

    /// <summary>Editors end a file with a line break, which is not a part of the secret.</summary>
    private static string WithoutLineEnd(string text) => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
