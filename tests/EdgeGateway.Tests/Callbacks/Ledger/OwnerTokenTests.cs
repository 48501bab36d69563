using System.Collections.Concurrent;
using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Ledger;

public sealed class OwnerTokenTests
{
    [Fact]
    public void Create_FromManyThreads_IsNeverTheSame()
    {
        var tokens = new ConcurrentDictionary<OwnerToken, bool>();

        Parallel.For(0, 100_000, _ => Assert.True(tokens.TryAdd(OwnerToken.Create(), true)));
    }
}
