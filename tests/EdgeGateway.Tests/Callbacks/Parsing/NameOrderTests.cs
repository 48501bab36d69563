using EdgeGateway.Callbacks.Parsing;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Parsing;

public sealed class NameOrderTests
{
    [Fact]
    public void Recall_SortedBefore_IsInThatOrder()
    {
        var order = new NameOrder();
        order.Recall([1, 2, 3]);
        order.Keep([3, 1, 2]);

        Assert.Equal([3, 1, 2], Recalled(order, 1, 2, 3));
    }

    [Fact]
    public void Recall_LastOrderWasNeverKept_HasEachFieldOnce()
    {
        var order = new NameOrder();
        order.Recall([1, 2, 3]);
        order.Keep([3, 1, 2]);
        order.Recall([1, 4, 5, 6]);

        Assert.Equal([1, 4, 5, 6], Recalled(order, 1, 4, 5, 6));
    }

    private static int[] Recalled(NameOrder order, params int[] children)
    {
        order.Recall(children);
        return children;
    }
}
