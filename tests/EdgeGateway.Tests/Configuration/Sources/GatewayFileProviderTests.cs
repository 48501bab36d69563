using EdgeGateway.Configuration.Sources;
using EdgeGateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace EdgeGateway.Tests.Configuration.Sources;

public sealed class GatewayFileProviderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Load_CommentsAndTrailingCommas_AreAllowed()
    {
        using var provider = Load("""{ /* a */ "A": { "B": 1, }, // b""" + "\n}");

        Assert.Null(provider.Fault);
        Assert.Equal("1", Value(provider, "A:B"));
    }

    [Fact]
    public void Load_MissingFile_IsAFault()
    {
        using var provider = new GatewayFileProvider(_directory["gateway.json"]);
        provider.Load();

        Assert.Equal($"there is no such file at {_directory["gateway.json"]}", provider.Fault);
    }

    [Fact]
    public void Load_MissingDirectory_IsAFault()
    {
        using var provider = new GatewayFileProvider(_directory["nowhere/gateway.json"]);
        provider.Load();

        Assert.Equal($"there is no such file at {_directory["nowhere/gateway.json"]}", provider.Fault);
    }

    [Theory]
    [InlineData("{\n  \"A\": tsecret\n}", "not valid JSON at line 2, column 9")]
    [InlineData("", "not valid JSON at line 1, column 1")]
    [InlineData("[]", "Top-level JSON element must be an object. Instead, 'Array' was found.")]
    [InlineData("""{"A":{"B":1},"a":{"b":2}}""", "A duplicate key 'a:b' was found.")]
    public void Load_Broken_IsAFaultWithItsPlaceAndNothingOfItsText(string text, string expected)
    {
        using var provider = Load(text);

        Assert.Equal(expected, provider.Fault);
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData(null)]
    public void Reload_BrokenOrGone_KeepsTheLastGoodAndTellsOfTheFaultUntilItIsMended(string? text)
    {
        using var provider = Load("""{"A":1}""");
        var token = provider.GetReloadToken();
        Replace(text);
        provider.Reload();

        Assert.True(token.HasChanged);
        Assert.NotNull(provider.Fault);
        Assert.Equal("1", Value(provider, "A"));

        Replace("""{"A":2}""");
        provider.Reload();

        Assert.Null(provider.Fault);
        Assert.Equal("2", Value(provider, "A"));
    }

    [Fact]
    public async Task File_Changed_IsReadAgainByItself()
    {
        var configuration = new ConfigurationBuilder().AddGatewayFile(_directory.Write("gateway.json", """{"A":1}""")).Build();
        using var disposal = configuration as IDisposable;
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = configuration.GetReloadToken().RegisterChangeCallback(_ => changed.TrySetResult(), null);

        _directory.Write("gateway.json", """{"A":2}""");
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal("2", configuration["A"]);
    }

    /// <summary>The poll takes 4 s; this shows that events of the file system are used, and that they wait for the whole file.</summary>
    [Fact]
    public async Task File_WrittenInTwoSteps_IsReadOnceItIsWhole()
    {
        var time = new ManualTimer();
        using var provider = new GatewayFileProvider(_directory.Write("gateway.json", """{"A":1}"""), time);
        provider.Load();
        List<string?> faults = [];
        using var registration = ChangeToken.OnChange(provider.GetReloadToken, () => faults.Add(provider.Fault));

        _directory.Write("gateway.json", "{");
        await Eventually.TrueAsync(() => Task.FromResult(time.IsDue), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMilliseconds(150));
        _directory.Write("gateway.json", """{"A":2}""");
        await Eventually.TrueAsync(() => Task.FromResult(time.Remaining > TimeSpan.FromMilliseconds(150)), TestContext.Current.CancellationToken);
        Assert.Empty(faults);
        time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal([null], faults);
        Assert.Equal("2", Value(provider, "A"));
    }

    private GatewayFileProvider Load(string text)
    {
        var provider = new GatewayFileProvider(_directory.Write("gateway.json", text));
        provider.Load();
        return provider;
    }

    private void Replace(string? text)
    {
        if (text is null)
        {
            File.Delete(_directory["gateway.json"]);
        }
        else
        {
            _directory.Write("gateway.json", text);
        }
    }

    private static string? Value(ConfigurationProvider provider, string key) => provider.TryGet(key, out var value) ? value : null;
}
