using BenchmarkDotNet.Running;
using EdgeGateway.Benchmarks.Smoke;
using EdgeGateway.Benchmarks.Verification;

// --smoke: runs every benchmark a few times and checks allocations.json. --ratios: compares verification with its floor.
// Other arguments are those of BenchmarkDotNet.
if (args is ["--smoke"])
{
    return await SmokeRun.RunAsync(Console.Out) ? 0 : 1;
}

if (args is ["--ratios"])
{
    RatioRun.Run(Console.Out);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(VerificationBenchmarks).Assembly).Run(args);
return 0;
