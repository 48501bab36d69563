using System.Globalization;

namespace EdgeGateway.Telemetry;

/// <summary>
/// The memory limit of the process' control group, above which the kernel ends it. The runtime does not tell: by default its own limit for
/// the heap is a part of that.
/// </summary>
/// <param name="groups">The file that names the control group of the process.</param>
/// <param name="root">Where control groups are mounted.</param>
internal sealed class MemoryLimit(string groups = "/proc/self/cgroup", string root = "/sys/fs/cgroup")
{
    /// <summary>Version 1 has this or more where there is no limit.</summary>
    private const long Unlimited = long.MaxValue / 2;

    /// <summary>The lowest limit of the group and of those that contain it, in bytes; null if there is none.</summary>
    public long? Read()
    {
        try
        {
            return File.Exists(groups) ? Limits(File.ReadAllLines(groups)).Where(static limit => limit < Unlimited).Min(static limit => (long?)limit) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private IEnumerable<long> Limits(string[] lines)
    {
        foreach (var line in lines)
        {
            // Version 2: 0::/path. Version 1: 4:memory:/path.
            if (line.Split(':', 3) is not [_, var controllers, var path])
            {
                continue;
            }

            if (controllers.Length == 0)
            {
                foreach (var limit in LimitsAbove(root, path, "memory.max"))
                {
                    yield return limit;
                }
            }
            else if (controllers.Split(',').Contains("memory", StringComparer.Ordinal))
            {
                foreach (var limit in LimitsAbove(Path.Combine(root, "memory"), path, "memory.limit_in_bytes"))
                {
                    yield return limit;
                }
            }
        }
    }

    /// <summary>A container may see the path that the group has outside, of which only the root exists inside.</summary>
    private static IEnumerable<long> LimitsAbove(string root, string path, string name)
    {
        for (var group = path.Trim('/'); ; group = Path.GetDirectoryName(group) ?? "")
        {
            var file = Path.Combine(root, group, name);
            if (File.Exists(file) && long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
            {
                yield return limit;
            }

            if (group.Length == 0)
            {
                yield break;
            }
        }
    }
}
