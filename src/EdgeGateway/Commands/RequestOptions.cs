using System.CommandLine;
using EdgeGateway.Requests;

namespace EdgeGateway.Commands;

/// <summary>The argument and the options that give a request.</summary>
internal sealed class RequestOptions
{
    private readonly Argument<string?> _body = new("BODY")
    {
        Description = "A file with the body, or with a whole request (POST /path, headers, an empty line, the body); - for standard input. Default: a sample of the scheme",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _headers = new("--headers") { Description = "A file with the request's headers, one a line", HelpName = "FILE" };

    /// <summary>Adds the argument and the options to <paramref name="command"/>.</summary>
    public RequestOptions(Command command)
    {
        command.Arguments.Add(_body);
        command.Options.Add(_headers);
    }

    /// <summary>The request; null after a fault that was reported.</summary>
    public RequestTemplate? Read(ParseResult result, string scheme)
    {
        var error = result.InvocationConfiguration.Error;
        if (result.GetValue(_headers) is { } headers && !File.Exists(headers))
        {
            error.WriteLine($"--headers: there is no file {headers}");
            return null;
        }

        switch (result.GetValue(_body))
        {
            case "-":
                return new RequestTemplate(ReadInput());
            case { } file when File.Exists(file):
                return new RequestTemplate(File.ReadAllBytes(file));
            case { } file:
                error.WriteLine($"there is no file {file}");
                return null;
        }

        var sample = SampleRequests.Find(scheme);
        if (sample is null)
        {
            error.WriteLine($"there is no sample of {scheme}: name a file with a body");
        }

        return sample;
    }

    /// <summary>The request with the headers of the file.</summary>
    public CapturedRequest AddHeaders(ParseResult result, CapturedRequest request) => result.GetValue(_headers) is { } file
        ? request with { Headers = request.Headers.SetItems(CapturedRequest.ParseHeaders(File.ReadAllBytes(file), out _)) }
        : request;

    private static byte[] ReadInput()
    {
        using var input = Console.OpenStandardInput();
        using var content = new MemoryStream();
        input.CopyTo(content);
        return content.ToArray();
    }
}
