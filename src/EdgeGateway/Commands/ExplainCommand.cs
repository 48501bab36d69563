using System.CommandLine;
using System.Globalization;
using EdgeGateway.Explaining;
using EdgeGateway.Requests;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway explain</c>: says why a captured request does not verify.</summary>
internal static class ExplainCommand
{
    private const string HeaderFile = ".headers";

    public static Command Create()
    {
        var command = new ExampleCommand(
            "explain",
            "Say whether a captured request verifies, by which key, and if not, why",
            "EdgeGateway explain --profile cards --config config/gateway.json --headers headers.txt body.json",
            "EdgeGateway explain --profile cards --config config/gateway.json --last --token-env MANAGEMENT_TOKEN",
            "EdgeGateway explain --scheme stripe --secret-file secret.txt --at 2026-11-21T12:00:00Z captures/");
        var target = new TargetOptions(command);
        var last = new LastOptions(command);
        var path = new Argument<string?>("BODY")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A file with the body, or with a whole request (POST /path, headers, an empty line, the body); or a directory of such files, with FILE.headers beside FILE",
        };
        var headers = new Option<string?>("--headers") { Description = "A file with the request's headers, one a line", HelpName = "FILE" };
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "When the request was received, to judge signed times; default: now",
            HelpName = "TIME",
            CustomParser = static argument => ParseTime(argument),
        };
        var output = OutputOption.Create();
        command.Arguments.Add(path);
        command.Options.Add(headers);
        command.Options.Add(at);
        command.Options.Add(output);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(path) is null) != last.IsSet(result))
            {
                result.AddError("one of BODY and --last is needed");
            }
        });
        command.SetAction((result, cancellationToken) => last.IsSet(result)
            ? ExplainLastAsync(result, target, last, result.GetValue(output), cancellationToken)
            : Task.FromResult(ExplainFiles(
                result, target, result.GetValue(path)!, result.GetValue(headers), result.GetValue(at) ?? TimeProvider.System.GetUtcNow(), result.GetValue(output))));
        return command;
    }

    private static int ExplainFiles(ParseResult result, TargetOptions targetOptions, string path, string? headers, DateTimeOffset now, OutputFormat format)
    {
        var error = result.InvocationConfiguration.Error;
        string[] files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path).Where(static file => !file.EndsWith(HeaderFile, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
            : [path];
        if (Array.Find([.. files, .. headers is null ? Array.Empty<string>() : [headers]], static file => !File.Exists(file)) is { } missing)
        {
            error.WriteLine($"there is no file {missing}");
            return ExitCodes.Usage;
        }

        if (files.Length == 0)
        {
            error.WriteLine($"there are no files in {path}");
            return ExitCodes.Usage;
        }

        return ReadTarget(result, targetOptions, out var exitCode) is { } target
            ? Write(files.Select(file => Explainer.Explain(target, Read(file, headers ?? file + HeaderFile), now) with { File = file }), result, format)
            : exitCode;
    }

    /// <summary>Each callback is judged at the time at which the gateway refused it.</summary>
    private static async Task<int> ExplainLastAsync(ParseResult result, TargetOptions targetOptions, LastOptions last, OutputFormat format, CancellationToken cancellationToken)
    {
        if (ReadTarget(result, targetOptions, out var exitCode) is not { } target)
        {
            return exitCode;
        }

        if (await last.ReadAsync(result, cancellationToken) is not { } captures)
        {
            return ExitCodes.Failure;
        }

        var own = captures.Where(capture => capture.Profile.Equals(target.Profile.Name, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (own.Length == 0)
        {
            result.InvocationConfiguration.Error.WriteLine($"the gateway keeps {captures.Length} refused callbacks, and none of the profile {target.Profile.Name}");
        }

        return Write(own.Select(capture => Explainer.Explain(target, capture.ToRequest(), capture.Time) with { File = $"{capture.Time:yyyy-MM-dd HH:mm:ss}Z {capture.RequestId}" }), result, format);
    }

    private static CallbackTarget? ReadTarget(ParseResult result, TargetOptions options, out int exitCode)
    {
        var target = options.Read(result, out exitCode);
        if (target is { Scheme.NeedsKeys: false })
        {
            result.InvocationConfiguration.Error.WriteLine($"{target.Scheme.Name} does not sign: the sender's address is all that is checked");
            exitCode = ExitCodes.Failure;
            return null;
        }

        return target;
    }

    private static int Write(IEnumerable<Explanation> all, ParseResult result, OutputFormat format)
    {
        var output = result.InvocationConfiguration.Output;
        var explanations = all.ToArray();
        if (format == OutputFormat.Json)
        {
            OutputOption.WriteJson(output, explanations);
        }
        else
        {
            foreach (var explanation in explanations)
            {
                ExplanationText.Write(explanation, Terminal.Create(output));
            }
        }

        return explanations.All(static explanation => explanation.Verifies) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static CapturedRequest Read(string file, string headers)
    {
        var request = CapturedRequest.Parse(File.ReadAllBytes(file));
        return File.Exists(headers) ? request with { Headers = request.Headers.SetItems(CapturedRequest.ParseHeaders(File.ReadAllBytes(headers), out _)) } : request;
    }

    private static DateTimeOffset? ParseTime(System.CommandLine.Parsing.ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 250_000_000_000)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        argument.AddError($"'{text}' is neither a time such as 2026-11-21T12:00:00Z nor seconds since 1970");
        return null;
    }
}
