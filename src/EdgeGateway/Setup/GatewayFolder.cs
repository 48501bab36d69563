using System.Collections.Immutable;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Setup;

/// <summary>Writes a first configuration: <c>gateway.json</c>, and a directory with a file for each secret.</summary>
/// <param name="directory">Where they are written.</param>
internal sealed class GatewayFolder(string directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string ConfigFile { get; } = Path.Combine(directory, "gateway.json");

    public string SecretsDirectory { get; } = Path.Combine(directory, "secrets");

    /// <summary>Writes what is missing; an existing secret is never overwritten.</summary>
    /// <returns>The files of secrets that are still to be filled in.</returns>
    /// <exception cref="IOException"><c>gateway.json</c> exists, or a file cannot be written.</exception>
    public ImmutableArray<string> Write(SetupAnswers answers)
    {
        Directory.CreateDirectory(directory);
        using (var file = new StreamWriter(new FileStream(ConfigFile, FileMode.CreateNew)))
        {
            file.Write(TextOf(answers));
        }

        CreateSecretsDirectory();
        var ignored = Path.Combine(SecretsDirectory, ".gitignore");
        if (!File.Exists(ignored))
        {
            File.WriteAllText(ignored, "*\n");
        }

        var missing = ImmutableArray.CreateBuilder<string>();
        foreach (var name in answers.Schemes.Select(ProviderProfile.SecretNameOf).OfType<string>())
        {
            var path = Path.Combine(SecretsDirectory, name);
            var secret = answers.Secrets.GetValueOrDefault(name, "");
            if (!File.Exists(path))
            {
                WriteSecret(path, secret);
            }

            if (new FileInfo(path).Length == 0)
            {
                missing.Add(path);
            }
        }

        return missing.ToImmutable();
    }

    private static string TextOf(SetupAnswers answers) => $$"""
        {
          // Every setting, with its default: config/gateway.json. What the providers' schemes need and cover: docs/providers.md.
          "Kestrel": {
            "Endpoints": {
              "Edge": { "Url": "http://127.0.0.1:8080" },        // what providers reach, through your TLS proxy
              "Management": { "Url": "http://127.0.0.1:9090" }   // metrics and health: never public
            }
          },
          "ReverseProxy": {
            "Routes": {
              {{string.Join(",\n      ", answers.Schemes.Select(RouteOf))}}
            },
            "Clusters": {
              "merchant": { "Destinations": { "merchant-1": { "Address": "{{answers.Merchant.AbsoluteUri}}" } } }
            }
          },
          "CallbackProfiles": {
            {{string.Join(",\n    ", answers.Schemes.Select(scheme => ProfileOf(scheme, answers)))}}
          },
          "Ledger": { "Store": "Sqlite", "Sqlite": { "Path": "data/ledger.db" } }
        }

        """;

    private static string RouteOf(SignatureScheme scheme) => $$"""
        "{{ProviderProfile.NameOf(scheme)}}": {
                "ClusterId": "merchant",
                "Match": { "Path": "{{ProviderProfile.PathOf(scheme)}}", "Methods": {{ProviderProfile.MethodsOf(scheme)}} },
                "Metadata": { "CallbackProfile": "{{ProviderProfile.NameOf(scheme)}}" }
              }
        """;

    private static string ProfileOf(SignatureScheme scheme, SetupAnswers answers)
    {
        IEnumerable<string> settings =
        [
            .. ProviderProfile.NeededBy(scheme, answers.PublicUrl ?? new Uri("https://shop.example"), parameter => answers.Parameters[parameter]),
            .. ProviderProfile.TimeoutOf(scheme) is { } timeout ? [timeout] : (string[])[],
        ];
        var live = ProviderProfile.LiveEventsOf(scheme) is { } require ? $"\n      // Once you are live, refuse events of the test mode:\n      // , {require}" : "";
        return $$"""
            "{{ProviderProfile.NameOf(scheme)}}": {
                  {{string.Join(",\n      ", settings)}}{{live}}
                }
            """;
    }

    private static void WriteSecret(string path, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new StreamWriter(path, options);
        file.Write(secret);
    }

    private void CreateSecretsDirectory()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(SecretsDirectory);
        }
        else
        {
            Directory.CreateDirectory(SecretsDirectory, OwnerOnly | UnixFileMode.UserExecute);
        }
    }
}
