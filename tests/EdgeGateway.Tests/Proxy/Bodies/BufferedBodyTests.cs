using System.Buffers;
using EdgeGateway.Callbacks;
using EdgeGateway.Configuration;
using EdgeGateway.Proxy.Bodies;
using EdgeGateway.Tests.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Bodies;

public sealed class BufferedBodyTests : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly CallbackConfigurationProvider _configuration;
    private readonly BufferBudget _budget;

    public BufferedBodyTests()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddReverseProxy();
        _services = services.BuildServiceProvider();
        var configuration = new TestConfiguration().Profile("MaxBodyBytes", "4096").With("Inbound:MaxBufferedBytes", "8192").Build();
        _configuration = new CallbackConfigurationProvider(configuration, _services, NullLogger<CallbackConfigurationProvider>.Instance);
        _configuration.Load();
        _budget = new BufferBudget(_configuration);
    }

    public void Dispose()
    {
        _configuration.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void NewBody_TakesNothingUntilBytesArrive()
    {
        using var body = new BufferedBody(_budget, BodyFormats.Json);

        Assert.Equal(0, _budget.Reserved);
        Assert.Equal(0, body.Bytes.Length);
        Assert.Equal(0, body.Read(new byte[16]));
    }

    [Fact]
    public void TryAppend_GrowingBody_CountsWhatItTakesAndGivesAllBack()
    {
        using (var body = new BufferedBody(_budget, BodyFormats.Json))
        {
            Assert.True(body.TryAppend(Bytes(1000)));
            Assert.Equal(1024, _budget.Reserved);
            Assert.True(body.TryAppend(Bytes(1000)));
            Assert.Equal(2048, _budget.Reserved);
            Assert.Equal(2000, body.Length);
        }

        Assert.Equal(0, _budget.Reserved);
    }

    [Fact]
    public void Dispose_WhileLent_KeepsTheBytesUntilTheyAreGivenBack()
    {
        var body = new BufferedBody(_budget, BodyFormats.Json);
        body.TryAppend(Bytes(1000));
        var loan = body.Lend();
        var lent = loan.Bytes.ToArray();

        body.Dispose();

        Assert.True(body.WasRead);
        Assert.Equal(1024, _budget.Reserved);
        Assert.Equal(lent, loan.Bytes.ToArray());
        Assert.Throws<ObjectDisposedException>(() => body.Lend());
        loan.Dispose();
        Assert.Equal(0, _budget.Reserved);
    }

    [Fact]
    public void TryAppend_NoRoom_KeepsWhatIsThere()
    {
        using var other = new BufferedBody(_budget, BodyFormats.Json);
        using var body = new BufferedBody(_budget, BodyFormats.Json);
        Assert.True(other.TryAppend(Bytes(4096)));
        Assert.True(body.TryAppend(Bytes(4096)));

        Assert.False(body.TryAppend(Bytes(1)));

        Assert.Equal(4096, body.Length);
        Assert.Equal(8192, _budget.Reserved);
    }

    [Fact]
    public void Dispose_LentBody_CountsUntilItIsGivenBack()
    {
        var body = new BufferedBody(_budget, BodyFormats.Json);
        body.TryAppend(Bytes(1000));
        var loan = body.Lend();
        body.Dispose();
        Assert.Equal(1024, _budget.Reserved);

        loan.Dispose();
        body.Dispose();

        Assert.Equal(0, _budget.Reserved);
    }

    private static ReadOnlySequence<byte> Bytes(int length) => new(new byte[length]);
}
