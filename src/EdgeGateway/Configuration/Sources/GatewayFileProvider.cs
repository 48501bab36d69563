using System.Text.Json;
using Microsoft.Extensions.Configuration.Json;

namespace EdgeGateway.Configuration.Sources;

/// <summary>One JSON file, with comments and trailing commas allowed.</summary>
/// <param name="path">The file.</param>
/// <param name="timeProvider">The clock; null for the system's.</param>
internal sealed class GatewayFileProvider(string path, TimeProvider? timeProvider = null)
    : WatchedConfigurationProvider(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path), timeProvider)
{
    private readonly string _fullPath = Path.GetFullPath(path);

    /// <summary>The directory that the file is in.</summary>
    public string DirectoryPath => Path.GetDirectoryName(_fullPath)!;

    /// <inheritdoc/>
    public override string ToString() => path;

    private protected override IDictionary<string, string?> Read()
    {
        if (!File.Exists(_fullPath))
        {
            throw new UnreadableSourceException($"there is no such file at {_fullPath}");
        }

        using var stream = new MemoryStream(File.ReadAllBytes(_fullPath));
        try
        {
            return new Parser().Parse(stream);
        }
        catch (FormatException e) when (e.InnerException is JsonException json)
        {
            // The exception's message quotes the invalid text, which may be an unquoted secret.
            throw new UnreadableSourceException($"not valid JSON at line {json.LineNumber + 1}, column {json.BytePositionInLine + 1}");
        }
        catch (FormatException e)
        {
            // A duplicate name, or a top level that is not an object; the message contains the path.
            throw new UnreadableSourceException(e.Message);
        }
    }

    private sealed class Parser() : JsonConfigurationProvider(new JsonConfigurationSource())
    {
        public IDictionary<string, string?> Parse(Stream stream)
        {
            Load(stream);
            return Data;
        }
    }
}
