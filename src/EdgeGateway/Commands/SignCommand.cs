using System.CommandLine;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Requests;

namespace EdgeGateway.Commands;

/// <summary><c>EdgeGateway sign</c>: prints a request as the provider would send it.</summary>
internal static class SignCommand
{
    public static Command Create()
    {
        var command = new ExampleCommand(
            "sign",
            "Print a request as the provider would send it, signed with the profile's secret",
            "EdgeGateway sign --scheme stripe --secret-env STRIPE_SECRET event.json",
            "EdgeGateway sign --profile cards --config config/gateway.json --curl http://127.0.0.1:8080/callbacks/cards");
        var target = new TargetOptions(command);
        var request = new RequestOptions(command);
        var url = new Option<string?>("--curl") { Description = "Print a curl command that sends the request to this address", HelpName = "URL" };
        var part = new Option<RequestPart>("--part") { Description = "request, or only its headers or its body", HelpName = "request|headers|body" };
        var output = OutputOption.Create();
        command.Options.Add(url);
        command.Options.Add(part);
        command.Options.Add(output);
        command.SetAction(result => Sign(result, target, request, new SignedOutput(result.GetValue(url), result.GetValue(part), result.GetValue(output))));
        return command;
    }

    private static int Sign(ParseResult result, TargetOptions targetOptions, RequestOptions requestOptions, SignedOutput output)
    {
        var error = result.InvocationConfiguration.Error;
        if (targetOptions.Read(result, out var exitCode) is not { } target)
        {
            return exitCode;
        }

        if (CallbackSigner.FindObstacle(target.Scheme) is { } obstacle)
        {
            error.WriteLine(obstacle);
            return ExitCodes.Failure;
        }

        if (requestOptions.Read(result, target.Scheme.Name) is not { } template)
        {
            return ExitCodes.Usage;
        }

        var now = TimeProvider.System.GetUtcNow();
        var id = EventIds.First(now);
        var captured = requestOptions.AddHeaders(result, template.Render(id)).WithMediaType(target.Scheme);
        var reason = new CallbackSigner(target.Scheme, target.Key, target.Settings).TrySign(captured.ToRequest(target.Scheme), now, id, out var signed);
        if (reason == Callbacks.RefusalReason.None)
        {
            reason = target.Profile.Verifier.Verify(signed.ToMessage(), now).Reason;
        }

        if (reason != Callbacks.RefusalReason.None)
        {
            error.WriteLine($"the gateway would refuse this request: {ReasonWords.Of(reason)}");
            return ExitCodes.Failure;
        }

        if (target.SendsSecret)
        {
            error.WriteLine($"note: what {target.Scheme.Name} sends as its signature is the secret itself, so that *** is printed in its place; EdgeGateway send sends it");
        }

        output.Write(captured.With(signed), target, result.InvocationConfiguration.Output);
        return ExitCodes.Success;
    }
}
