namespace EdgeGateway.LoadTests.Generation;

/// <summary>A number of connections that each send the next callback after an answer. For measuring cost, not latency.</summary>
internal static class ClosedLoop
{
    /// <summary>Sends all callbacks, and returns the number that were answered with 200.</summary>
    public static async Task<int> RunAsync(byte[][] requests, int connections, int port)
    {
        var next = -1;
        var good = 0;
        async Task SendAsync()
        {
            using var connection = new ProviderConnection(port);
            int index;
            while ((index = Interlocked.Increment(ref next)) < requests.Length)
            {
                if (await connection.SendAsync(requests[index]) == 200)
                {
                    Interlocked.Increment(ref good);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(SendAsync)));
        return good;
    }
}
