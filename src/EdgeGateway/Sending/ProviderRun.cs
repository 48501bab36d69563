namespace EdgeGateway.Sending;

/// <summary>Plays a provider: sends everything that is planned, and again what is not acknowledged.</summary>
/// <param name="plan">What is sent.</param>
/// <param name="factory">Makes the requests.</param>
/// <param name="client">Sends them.</param>
/// <param name="tally">Receives the results.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class ProviderRun(SendPlan plan, RequestFactory factory, ProviderClient client, SendTally tally, TimeProvider timeProvider) : IDisposable
{
    private readonly SemaphoreSlim _connections = new(plan.Concurrent);

    /// <summary>Ends when everything was sent, or when the plan's limit is reached.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(plan.Limit, timeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var started = timeProvider.GetTimestamp();
        var running = new List<Task>();
        foreach (var delivery in plan.Deliveries())
        {
            var wait = plan.Rate > 0 ? TimeSpan.FromSeconds(running.Count / plan.Rate) - timeProvider.GetElapsedTime(started) : TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
            {
                await WaitAsync(wait, stop.Token);
            }

            // Without this wait, all requests of a large run would be waiting tasks, and in no order.
            if (!stop.IsCancellationRequested && await TakeConnectionAsync(stop.Token))
            {
                running.Add(SendAsync(delivery, stop.Token));
            }
            else
            {
                tally.Add(new DeliveryResult(delivery, 1, new AttemptResult(null, "not sent: the time was over", false, TimeSpan.Zero)));
            }
        }

        await Task.WhenAll(running);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => _connections.Dispose();

    /// <summary>Sends one delivery until it is acknowledged. The caller has taken a connection for the first attempt.</summary>
    private async Task SendAsync(Delivery delivery, CancellationToken stop)
    {
        await Task.Yield();
        var last = default(AttemptResult);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (factory.Create(delivery, timeProvider.GetUtcNow()) is not { } request)
                {
                    tally.Add(new DeliveryResult(delivery, 0, default));
                    return;
                }

                last = await client.SendAsync(request, delivery.Kind == DeliveryKind.HungUp && attempt == 1, stop);
                tally.Add(last);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                last = new AttemptResult(null, "no answer: the time was over", false, TimeSpan.Zero);
            }
            finally
            {
                _connections.Release();
            }

            var isDone = last.IsAcknowledged || delivery.IsForged || (attempt >= plan.Attempts && !(attempt == 1 && delivery.Kind == DeliveryKind.HungUp));
            if (isDone || !await WaitAsync(plan.Retries.After(attempt, plan.Speed), stop) || !await TakeConnectionAsync(stop))
            {
                tally.Add(new DeliveryResult(delivery, attempt, last));
                return;
            }
        }
    }

    private async Task<bool> TakeConnectionAsync(CancellationToken stop)
    {
        try
        {
            await _connections.WaitAsync(stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> WaitAsync(TimeSpan delay, CancellationToken stop)
    {
        try
        {
            await Task.Delay(delay, timeProvider, stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
