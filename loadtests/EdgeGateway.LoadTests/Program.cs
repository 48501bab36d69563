using EdgeGateway.LoadTests;
using EdgeGateway.LoadTests.Targets;

// run SCENARIO.json      one scenario, then the check of the merchant's deliveries
// compare [COUNT [STORE…]] [--one-core]
//                        CPU time and allocation per callback, compared with bare YARP and a hand-written endpoint:
//                        medians of alternating runs; --one-core: everything else runs on the other core
// endpoint MERCHANT REDIS SECRET
//                        the hand-written endpoint, as compare starts it
// profile STORE [COUNT]  one gateway (None, Memory, Redis, Sqlite) under a steady load, for a profiler
// memory [COUNT]         resident memory over many callbacks
// faults [SEED] [MINUTES] rounds with faults, two at a time, checked against the guarantees of the README
// faults SEED each       a round for each single fault of each ledger
// ledger [RECORDS [STORE…]] claim and settlement alone, with 10 thousand and with so many records; Sqlite, Redis
// ledger-size [COUNT]    what a settled callback takes in each store
// flood [COUNT]          resident memory over many requests that strangers send
// --smoke                every scenario for a short time
return args switch
{
    ["run", var file] => await ScenarioRun.RunAsync(file, Console.Out) ? 0 : 1,
    ["compare", .. var rest, "--one-core"] => await CompareAsync(rest, isOneCore: true),
    ["compare", .. var rest] => await CompareAsync(rest, isOneCore: false),
    ["endpoint", var merchant, var redis, var secret] => await HandWrittenEndpoint.RunAsync(merchant, redis, secret, Console.Out),
    ["profile", var store, .. var rest] => await ProfileRun.RunAsync(store, rest is [var count] ? int.Parse(count, null) : 200_000, Console.Out),
    ["memory", .. var rest] => await MemoryRun.RunAsync(rest is [var count] ? int.Parse(count, null) : 1_000_000, Console.Out),
    ["faults", var seed, "each"] => await FaultsRun.RunEachAsync(int.Parse(seed, null), Console.Out) ? 0 : 1,
    ["faults", .. var rest] => await FaultsRun.RunAsync(
        rest.Length > 0 ? int.Parse(rest[0], null) : 1, TimeSpan.FromMinutes(rest.Length > 1 ? int.Parse(rest[1], null) : 0), Console.Out) ? 0 : 1,
    ["ledger", .. var rest] => await LedgerRun.RunAsync(
        rest is [_, .. { Length: > 0 } stores] ? stores : ["Sqlite", "Redis"],
        rest is [var count, ..] ? int.Parse(count, null) : 5_000_000, 100_000, Console.Out),
    ["ledger-size", .. var rest] => await LedgerSizeRun.RunAsync(rest is [var count] ? int.Parse(count, null) : 500_000, Console.Out),
    ["flood", .. var rest] => await FloodRun.RunAsync(rest is [var count] ? int.Parse(count, null) : 1_000_000, Console.Out) ? 0 : 1,
    ["--smoke"] => await SmokeRun.RunAsync(Console.Out) ? 0 : 1,
    _ => Usage(),
};

static async Task<int> CompareAsync(string[] arguments, bool isOneCore)
{
    string[] stores = arguments is [_, .. { Length: > 0 } named] ? named : ["Memory", "Redis", "Sqlite"];
    var count = arguments is [var number, ..] ? int.Parse(number, null) : 20_000;
    if (isOneCore)
    {
        await Cores.PinAsync();
    }

    await CompareRun.RunAsync(stores, count, [16, 64, 256], rounds: 9, CompareRun.WarmUp, Console.Out);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine(
        "usage: run SCENARIO.json | compare [COUNT [STORE…]] [--one-core] | profile STORE [COUNT] | memory [COUNT] | faults [SEED] [MINUTES | each] | ledger [RECORDS [STORE…]] | ledger-size [COUNT] | flood [COUNT] | --smoke");
    return 2;
}
