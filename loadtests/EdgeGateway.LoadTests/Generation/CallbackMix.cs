using EdgeGateway.LoadTests.Scenarios;

namespace EdgeGateway.LoadTests.Generation;

/// <summary>New, repeated and forged callbacks in a scenario's proportions; the same ones in every run.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="signed">The first callbacks, signed before the load begins. Later ones are signed on demand.</param>
internal sealed class CallbackMix(Scenario scenario, byte[][] signed)
{
    private const int Seed = 20261121;
    private const int FirstForged = 1_000_000_000;

    /// <summary>The maximum distance of a repeated callback.</summary>
    private const int Memory = 200;

    private readonly Lock _lock = new();
    private readonly Random _random = new(Seed);
    private int _next;
    private int _forged;

    /// <summary>The next one; thread-safe.</summary>
    public Send Next(TimeSpan at)
    {
        int index;
        bool hangsUp;
        lock (_lock)
        {
            if (_random.NextDouble() < scenario.ForgedShare)
            {
                return new Send(at, SignedCallbacks.Forged(FirstForged + _forged++), Invoice: 0, HangsUp: false);
            }

            var isDuplicate = _next > 0 && _random.NextDouble() < scenario.DuplicateShare;
            index = isDuplicate ? _random.Next(Math.Max(0, _next - Memory), _next) : _next++;
            hangsUp = _random.NextDouble() < scenario.HangUpShare;
        }

        return new Send(at, index < signed.Length ? signed[index] : SignedCallbacks.Signed(index + 1), index + 1, hangsUp);
    }
}
