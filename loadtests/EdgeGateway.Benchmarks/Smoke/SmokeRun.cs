using System.Reflection;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace EdgeGateway.Benchmarks.Smoke;

/// <summary>
/// Runs every benchmark a few times without the harness, and compares its allocations in steady state with
/// <c>allocations.json</c>. Unlike times, allocations do not depend on the machine's load.
/// </summary>
internal static class SmokeRun
{
    private const int WarmUps = 40;
    private const int Runs = 100;
    private const int Attempts = 3;

    /// <summary>False if a benchmark fails or allocates more than allowed.</summary>
    public static async Task<bool> RunAsync(TextWriter output)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "allocations.json");
        var allowed = JsonSerializer.Deserialize<Dictionary<string, long?>>(await File.ReadAllTextAsync(file))!;
        var isGood = true;
        foreach (var type in BenchmarkTypes())
        {
            foreach (var (name, instance) in InstancesOf(type))
            {
                foreach (var method in type.GetMethods().Where(static method => method.GetCustomAttribute<BenchmarkAttribute>() is not null))
                {
                    isGood &= await MeasureAsync($"{type.Name}.{method.Name}", name, instance, method, allowed, output);
                }

                await InvokeMarkedAsync<GlobalCleanupAttribute>(instance);
            }
        }

        return isGood;
    }

    private static IEnumerable<Type> BenchmarkTypes() =>
        typeof(SmokeRun).Assembly.GetTypes().Where(static type => type.GetCustomAttribute<MemoryDiagnoserAttribute>() is not null);

    private static async Task<bool> MeasureAsync(
        string benchmark, string parameters, object instance, MethodInfo method, Dictionary<string, long?> allowed, TextWriter output)
    {
        var run = RunnerOf(instance, method);
        await run(WarmUps);
        var key = allowed.ContainsKey($"{benchmark}({parameters})") ? $"{benchmark}({parameters})" : benchmark;
        if (!allowed.TryGetValue(key, out var allowedBytes))
        {
            output.WriteLine($"FAIL {benchmark}({parameters}): allocations.json does not say what it may allocate");
            return false;
        }

        // Null: not limited, for baselines.
        var limit = allowedBytes ?? long.MaxValue;

        // The runtime's own allocations occur once, the benchmark's every time.
        var bytes = long.MaxValue;
        for (var attempt = 0; attempt == 0 || (attempt < Attempts && bytes > limit); attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await run(Runs);
            bytes = Math.Min(bytes, (GC.GetTotalAllocatedBytes(precise: true) - before) / Runs);
        }

        var isGood = bytes <= limit;
        output.WriteLine($"{(isGood ? "ok  " : "FAIL")} {benchmark}({parameters}): {bytes} B{(isGood ? "" : $", allowed are {limit}")}");
        return isGood;
    }

    /// <summary>A loop that calls the method and allocates nothing itself.</summary>
    private static Func<int, Task> RunnerOf(object instance, MethodInfo method)
    {
        var create = typeof(SmokeRun).GetMethod(
            method.ReturnType == typeof(Task<bool>) ? nameof(AsyncRunner) : nameof(Runner), BindingFlags.NonPublic | BindingFlags.Static)!;
        var result = method.ReturnType == typeof(Task<bool>) ? typeof(bool) : method.ReturnType;
        return (Func<int, Task>)create.MakeGenericMethod(result).Invoke(null, [instance, method])!;
    }

    private static Func<int, Task> Runner<T>(object instance, MethodInfo method)
    {
        var run = method.CreateDelegate<Func<T>>(instance);
        return times =>
        {
            for (var i = 0; i < times; i++)
            {
                run();
            }

            return Task.CompletedTask;
        };
    }

    private static Func<int, Task> AsyncRunner<T>(object instance, MethodInfo method)
    {
        var run = method.CreateDelegate<Func<Task<T>>>(instance);
        return async times =>
        {
            for (var i = 0; i < times; i++)
            {
                await run();
            }
        };
    }

    private static IEnumerable<(string Name, object Instance)> InstancesOf(Type type)
    {
        var parameters = type.GetProperties()
            .Select(static property => (Property: property, Values: property.GetCustomAttribute<ParamsAttribute>()?.Values))
            .Where(static parameter => parameter.Values is not null)
            .ToArray();
        IEnumerable<object?[]> combinations = [[]];
        foreach (var (_, values) in parameters)
        {
            combinations = combinations.SelectMany(combination => values!.Select(value => (object?[])[.. combination, value]));
        }

        foreach (var combination in combinations)
        {
            var instance = Activator.CreateInstance(type)!;
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Property.SetValue(instance, combination[i]);
            }

            InvokeMarkedAsync<GlobalSetupAttribute>(instance).GetAwaiter().GetResult();
            yield return (string.Join(", ", combination), instance);
        }
    }

    private static async Task InvokeMarkedAsync<TAttribute>(object instance)
        where TAttribute : Attribute
    {
        foreach (var method in instance.GetType().GetMethods().Where(static method => method.GetCustomAttribute<TAttribute>() is not null))
        {
            if (method.Invoke(instance, []) is Task task)
            {
                await task;
            }
        }
    }
}
