using EdgeGateway.Configuration.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace EdgeGateway.Tests.Configuration.Sources;

public sealed class SecretsDirectoryProviderTests : IDisposable
{
    private const string Key = "CallbackProfiles__cactus__Secrets__k1";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("value")]
    [InlineData("value\n")]
    [InlineData("value\r\n")]
    [InlineData("\uFEFFvalue\n")]
    public void Load_OneFilePerKey_ReadsItWithoutItsEndOfLine(string text)
    {
        _directory.Write(Key, text);

        Assert.Equal("value", Load()["CallbackProfiles:cactus:Secrets:k1"]);
    }

    [Fact]
    public void Load_SpacesInside_Stay()
    {
        _directory.Write(Key, " a b \n");

        Assert.Equal(" a b ", Load()["CallbackProfiles:cactus:Secrets:k1"]);
    }

    [Fact]
    public void Load_KubernetesVolume_FollowsItsLinksAndNothingElse()
    {
        Mount("..2026_01", "first");
        File.CreateSymbolicLink(_directory[Key], Path.Combine("..data", Key));
        _directory.Write(".hidden", "x");
        var configuration = Load();

        Assert.Equal("first", configuration["CallbackProfiles:cactus:Secrets:k1"]);
        Assert.Equal(["CallbackProfiles"], configuration.GetChildren().Select(static section => section.Key));
    }

    [Fact]
    public async Task KubernetesVolume_Swapped_IsReadAgainByItself()
    {
        Mount("..2026_01", "first");
        File.CreateSymbolicLink(_directory[Key], Path.Combine("..data", Key));
        var configuration = Load();
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = ChangeToken.OnChange(configuration.GetReloadToken, () =>
        {
            if (configuration["CallbackProfiles:cactus:Secrets:k1"] == "second")
            {
                changed.TrySetResult();
            }
        });

        Mount("..2026_02", "second");

        await changed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Reload_Gone_KeepsTheLastGoodAndIsAFault()
    {
        _directory.Write("secrets-marker", "x");
        using var provider = new SecretsDirectoryProvider(Directory.CreateDirectory(_directory["secrets"]).FullName);
        _directory.Write($"secrets/{Key}", "value");
        provider.Load();
        Directory.Delete(_directory["secrets"], recursive: true);
        provider.Reload();

        Assert.Equal($"there is no such directory at {_directory["secrets"]}", provider.Fault);
        Assert.True(provider.TryGet("CallbackProfiles:cactus:Secrets:k1", out var value));
        Assert.Equal("value", value);
    }

    [Fact]
    public void Load_NotText_IsAFaultThatNamesTheFile()
    {
        File.WriteAllBytes(_directory[Key], [0x61, 0xC3, 0x28]);
        using var provider = new SecretsDirectoryProvider(_directory.Path);
        provider.Load();

        Assert.Equal($"the file {Key} is not UTF-8 text", provider.Fault);
    }

    private IConfigurationRoot Load() => new ConfigurationBuilder().AddSecretsDirectory(_directory.Path).Build();

    /// <summary>Updates files as the kubelet does: a new directory, and a link that is changed to it. Unlike there, the link is briefly missing.</summary>
    private void Mount(string version, string secret)
    {
        Directory.CreateDirectory(_directory[version]);
        _directory.Write($"{version}/{Key}", secret);
        File.Delete(_directory["..data"]);
        Directory.CreateSymbolicLink(_directory["..data"], version);
    }
}
