using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGateway.Commands;

/// <summary>The option <c>--output</c>, and the form of its JSON.</summary>
internal static class OutputOption
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Option<OutputFormat> Create() => new("--output")
    {
        Description = "text for people, json for programs",
        HelpName = "text|json",
        DefaultValueFactory = static _ => OutputFormat.Text,
    };

    /// <summary>Writes a value as one indented JSON document, with names in camel case.</summary>
    public static void WriteJson<T>(TextWriter output, T value) => output.WriteLine(JsonSerializer.Serialize(value, _json));
}
