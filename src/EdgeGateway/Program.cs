using System.CommandLine;
using EdgeGateway.Commands;

// The host ends on signals by itself; the command line's own limit of 2 s would cut off callbacks that are being settled.
return await GatewayCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
