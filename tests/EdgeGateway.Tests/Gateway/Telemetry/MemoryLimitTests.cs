using EdgeGateway.Telemetry;
using Xunit;

namespace EdgeGateway.Tests.Gateway.Telemetry;

public sealed class MemoryLimitTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cgroup-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Read_Container_IsTheLimitOfItsGroup()
    {
        Write("memory.max", "805306368\n");

        Assert.Equal(805306368, Read("0::/\n"));
    }

    /// <summary>A service of systemd: the limit may be that of a slice above it.</summary>
    [Fact]
    public void Read_NestedGroups_IsTheLowestLimit()
    {
        Write("system.slice/edgegateway.service/memory.max", "max\n");
        Write("system.slice/memory.max", "1000\n");
        Write("memory.max", "2000\n");

        Assert.Equal(1000, Read("0::/system.slice/edgegateway.service\n"));
    }

    /// <summary>The path is that of the host, and only the mounted root exists.</summary>
    [Fact]
    public void Read_PathOfTheHost_IsTheLimitOfTheRoot()
    {
        Write("memory.max", "3000\n");

        Assert.Equal(3000, Read("0::/kubepods.slice/pod1/container1\n"));
    }

    [Fact]
    public void Read_Version1_IsTheLimitOfTheMemoryController()
    {
        Write("memory/docker/a/memory.limit_in_bytes", "4000\n");
        Write("memory/memory.limit_in_bytes", "9223372036854771712\n");

        Assert.Equal(4000, Read("5:cpu,cpuacct:/docker/a\n4:memory:/docker/a\n"));
    }

    [Theory]
    [InlineData("0::/\n", "max\n")]
    [InlineData("4:memory:/\n", "9223372036854771712\n")]
    [InlineData("", "1000\n")]
    public void Read_NoLimit_IsNull(string groups, string limit)
    {
        Write("memory.max", limit);
        Write("memory/memory.limit_in_bytes", limit);

        Assert.Null(Read(groups));
    }

    [Fact]
    public void Read_NoControlGroups_IsNull() => Assert.Null(new MemoryLimit(Path.Combine(_directory.FullName, "missing")).Read());

    private long? Read(string groups)
    {
        Write("groups", groups);
        return new MemoryLimit(Path.Combine(_directory.FullName, "groups"), _directory.FullName).Read();
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
