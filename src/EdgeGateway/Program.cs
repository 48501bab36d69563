using System.CommandLine;
using EdgeGateway.Commands;

// The host handles signals itself; the command line's default limit of 2 s would interrupt callbacks that are being settled.
return await GatewayCommand.InvokeAsync(args, new InvocationConfiguration { ProcessTerminationTimeout = null });
