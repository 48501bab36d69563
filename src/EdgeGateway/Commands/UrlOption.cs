using System.CommandLine;
using System.CommandLine.Parsing;

namespace EdgeGateway.Commands;

/// <summary>The option <c>--url</c>.</summary>
internal static class UrlOption
{
    public static Option<Uri> Create(string description, Uri otherwise) => new("--url")
    {
        Description = description,
        HelpName = "URL",
        DefaultValueFactory = _ => otherwise,
        CustomParser = argument => Parse(argument, otherwise),
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
