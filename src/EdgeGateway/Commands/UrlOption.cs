using System.CommandLine;
using System.CommandLine.Parsing;

namespace EdgeGateway.Commands;

/// <summary>Options that are an address.</summary>
internal static class UrlOption
{
    /// <summary>The option <c>--url</c> with a default.</summary>
    public static Option<Uri> Create(string description, Uri otherwise) => new("--url")
    {
        Description = description,
        HelpName = "URL",
        DefaultValueFactory = _ => otherwise,
        CustomParser = argument => Parse(argument, otherwise),
    };

    /// <summary>An option that has to be given.</summary>
    public static Option<Uri> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        Required = true,
        CustomParser = static argument => Parse(argument, new Uri("http://127.0.0.1:8080")),
    };

    /// <summary>An option that may be left out.</summary>
    public static Option<Uri?> CreateOptional(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = static argument => Parse(argument, new Uri("http://127.0.0.1:9090")),
    };

    private static Uri? Parse(ArgumentResult argument, Uri example)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        argument.AddError($"'{argument.Tokens[0].Value}' is not an address such as {example.GetLeftPart(UriPartial.Authority)}");
        return null;
    }
}
