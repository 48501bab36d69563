using BenchmarkDotNet.Running;
using EdgeGateway.Benchmarks.Smoke;
using EdgeGateway.Benchmarks.Verification;

// --smoke: every benchmark a few times, against allocations.json. --ratios: verification against its floor, in one run.
// Anything else is BenchmarkDotNet's.
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
