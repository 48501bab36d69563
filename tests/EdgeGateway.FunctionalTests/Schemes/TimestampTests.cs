using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Callbacks outside of the tolerance are refused; the profile can extend both bounds.</summary>
public sealed class TimestampTests
{
    private const string Stripe = $$"""{"Scheme":"stripe","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""";
    private const string Widened =
        $$"""{"Scheme":"stripe","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"Timestamp":{"Past":"01:00:00","Future":"00:10:00"} }""";
    private const string PastOnly =
        $$"""{"Scheme":"stripe","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"Timestamp":{"Past":"01:00:00"} }""";

    [Theory]
    [InlineData(Stripe, -300, 200)]
    [InlineData(Stripe, -301, 401)]
    [InlineData(Stripe, 300, 200)]
    [InlineData(Stripe, 301, 401)]
    [InlineData(Widened, -3600, 200)]
    [InlineData(Widened, -3601, 401)]
    [InlineData(Widened, 600, 200)]
    [InlineData(Widened, 601, 401)]
    [InlineData(PastOnly, -3600, 200)]
    [InlineData(PastOnly, 300, 200)]
    [InlineData(PastOnly, 301, 401)]
    public async Task A_signed_time_is_accepted_within_the_tolerance_only(string profile, int seconds, int expected)
    {
        await using var stage = await SchemeStage.StartAsync(profile);

        Assert.Equal(expected, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"evt_1"}""", SchemeStage.Start.AddSeconds(seconds))));

        Assert.Equal(expected == 200 ? 1 : 0, stage.Deliveries.Count);
        Assert.Equal(expected == 200 ? 0 : 1, await stage.CountAsync("signature_rejected", "timestamp_outside_tolerance"));
    }

    [Fact]
    public async Task A_changed_time_is_a_wrong_signature_even_within_the_tolerance()
    {
        await using var stage = await SchemeStage.StartAsync(Stripe);
        var old = SchemeStage.Start.AddDays(-1);
        var captured = ReferenceSigner.Stripe("""{"id":"evt_1"}""", old);
        var header = captured.Headers.Single().Value.Replace(
            $"t={old.ToUnixTimeSeconds()}", $"t={SchemeStage.Start.ToUnixTimeSeconds()}", StringComparison.Ordinal);

        Assert.Equal(401, await stage.SendAsync(captured.With("Stripe-Signature", header)));

        Assert.Equal(1, await stage.CountAsync("signature_rejected", "signature_mismatch"));
    }

    [Fact]
    public async Task Two_times_in_one_signature_are_refused()
    {
        await using var stage = await SchemeStage.StartAsync(Stripe);
        var callback = ReferenceSigner.Stripe("""{"id":"evt_1"}""", SchemeStage.Start.AddDays(-1));

        Assert.Equal(401, await stage.SendAsync(callback.With(
            "Stripe-Signature", $"t={SchemeStage.Start.ToUnixTimeSeconds()},{callback.Headers.Single().Value}")));
        Assert.Equal(401, await stage.SendAsync(callback.With(
            "Stripe-Signature", $"{callback.Headers.Single().Value},t={SchemeStage.Start.ToUnixTimeSeconds()}")));
    }

    [Fact]
    public async Task The_same_event_sent_again_with_a_new_time_is_a_duplicate()
    {
        await using var stage = await SchemeStage.StartAsync(Stripe);
        for (var send = 0; send < 3; send++)
        {
            Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"evt_1","livemode":true}""", stage.Time.GetUtcNow())));
            stage.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Single(stage.Deliveries);
        Assert.Equal(2, await stage.CountAsync("already_settled"));
    }
}
