using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>If the id is in a header that is not signed, only the body decides what is a duplicate.</summary>
public sealed class UnsignedIdentityTests
{
    private const string First = """{"id":894343730,"total_price":"10.00","currency":"USD"}""";
    private const string Second = """{"id":894343731,"total_price":"25.00","currency":"USD"}""";

    public static TheoryData<string> Schemes => ["shopify", "xendit"];

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task A_captured_body_under_a_fresh_id_is_a_duplicate(string scheme)
    {
        await using var stage = await StartAsync(scheme);

        Assert.Equal(200, await stage.SendAsync(Sign(scheme, First, "id-1")));
        Assert.Equal(200, await stage.SendAsync(Sign(scheme, First, "id-2")));
        Assert.Equal(200, await stage.SendAsync(Sign(scheme, First, "id-3")));

        Assert.Single(stage.Deliveries);
        Assert.Equal(2, await stage.CountAsync("already_settled"));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task A_captured_body_without_an_id_is_a_duplicate(string scheme)
    {
        await using var stage = await StartAsync(scheme);

        Assert.Equal(200, await stage.SendAsync(Sign(scheme, First, "id-1")));
        Assert.Equal(200, await stage.SendAsync(Sign(scheme, First, "").Without("webhook-id").Without("X-Shopify-Webhook-Id")));

        Assert.Single(stage.Deliveries);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task A_body_with_another_callbacks_id_does_not_suppress_that_callback(string scheme)
    {
        await using var stage = await StartAsync(scheme);

        // An attacker sends a captured body with an id that the provider has not used yet.
        Assert.Equal(200, await stage.SendAsync(Sign(scheme, First, "id-of-second")));
        Assert.Equal(200, await stage.SendAsync(Sign(scheme, Second, "id-of-second")));

        // The first callback with this body was delivered under its own id.
        Assert.Equal(200, await stage.SendAsync(Sign(scheme, First, "id-of-first")));

        Assert.Equal([First, Second], stage.Deliveries.Select(static delivery => System.Text.Encoding.UTF8.GetString(delivery.Body)));
        Assert.Null(stage.Deliveries[0]["Callback-Conflict"]);
        Assert.Equal("true", stage.Deliveries[1]["Callback-Conflict"]);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task The_one_that_is_delivered_as_a_conflict_is_delivered_once(string scheme)
    {
        await using var stage = await StartAsync(scheme);

        Assert.Equal(200, await stage.SendAsync(Sign(scheme, First, "id-1")));
        Assert.Equal(200, await stage.SendAsync(Sign(scheme, Second, "id-1")));
        Assert.Equal(200, await stage.SendAsync(Sign(scheme, Second, "id-1")));
        Assert.Equal(200, await stage.SendAsync(Sign(scheme, Second, "id-2")));

        Assert.Equal(2, stage.Deliveries.Count);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task A_refused_callback_can_be_sent_again_under_the_same_id_and_under_another(string scheme)
    {
        await using var stage = await StartAsync(scheme);
        stage.Merchant.AnswerWith(500);
        Assert.Equal(500, await stage.SendAsync(Sign(scheme, First, "id-1")));
        Assert.Equal(500, await stage.SendAsync(Sign(scheme, First, "id-1")));
        stage.Merchant.AnswerWith(200);

        Assert.Equal(200, await stage.SendAsync(Sign(scheme, First, "id-2")));

        Assert.Equal(3, stage.Deliveries.Count);
        Assert.All(stage.Deliveries, static delivery => Assert.Null(delivery["Callback-Conflict"]));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task A_second_send_while_the_first_is_with_the_merchant_waits_whatever_its_id(string scheme)
    {
        await using var stage = await StartAsync(scheme);
        var arrived = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        stage.Merchant.Answer = async context =>
        {
            arrived.TrySetResult();
            await finish.Task;
            await context.Response.WriteAsync("once");
        };

        var first = stage.SendAsync(Sign(scheme, First, "id-1"));
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(503, await stage.SendAsync(Sign(scheme, First, "id-2")));
        finish.SetResult();

        Assert.Equal(200, await first);
        Assert.Single(stage.Deliveries);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Where_the_second_of_two_claims_fails_the_first_is_released(string scheme)
    {
        var ledger = new ScriptedLedger();
        await using var stage = await StartAsync(scheme, ledger);
        var claims = 0;
        ledger.BeforeClaim = token => ++claims == 2 ? ScriptedLedger.Down(token) : Task.CompletedTask;

        Assert.Equal(503, await stage.SendAsync(Sign(scheme, First, "id-1")));
        Assert.Empty(stage.Deliveries);

        // Neither request waits for a lease to end.
        Assert.Equal(200, await stage.SendAsync(Sign(scheme, First, "id-1")));
        Assert.Single(stage.Deliveries);
        Assert.InRange(ledger.Releases, 1, 2);
    }

    /// <summary>Both keys are released, so that the provider's next attempt is delivered.</summary>
    [Fact]
    public async Task A_callback_above_the_concurrency_limit_can_be_sent_again()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"shopify","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"MaxConcurrentCallbacks":1}""");
        var atMerchant = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        var usual = stage.Merchant.Answer;
        stage.Merchant.Answer = async context =>
        {
            if (atMerchant.TrySetResult())
            {
                await answer.Task;
            }

            await usual(context);
        };

        var first = stage.SendAsync(Sign("shopify", First, "id-1"));
        await atMerchant.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(503, await stage.SendAsync(Sign("shopify", Second, "id-2")));
        answer.SetResult();

        Assert.Equal(200, await first);
        Assert.Equal(200, await stage.SendAsync(Sign("shopify", Second, "id-2")));
        Assert.Equal(2, stage.Deliveries.Count);
    }

    [Fact]
    public async Task Unsigned_identities_of_every_preset_are_found_out_by_a_fresh_one()
    {
        foreach (var vector in PresetVectors.All.Where(static vector => vector is { IsAccepted: true, Name: "genuine" }))
        {
            if (vector.Headers.Keys.FirstOrDefault(IsUnsignedId) is not { } header)
            {
                continue;
            }

            await using var stage = await SchemeStage.StartAsync(
                $$"""{"Scheme":"{{vector.Preset}}","Secrets":{"k1":"{{vector.Secret}}"} }""");
            Assert.Equal(200, await stage.SendAsync(SchemeRequest.Of(vector)));
            Assert.Equal(200, await stage.SendAsync(SchemeRequest.Of(vector).With(header, "a-fresh-one")));
            Assert.True(stage.Deliveries.Count == 1, vector.Preset);
        }
    }

    private static bool IsUnsignedId(string header) => header.ToUpperInvariant() is
        "X-RAZORPAY-EVENT-ID" or "X-PAYSERA-REQUEST-ID" or "X-SHOPIFY-WEBHOOK-ID" or "X-GITHUB-DELIVERY" or "X-GITLAB-EVENT-UUID";

    private static SchemeRequest Sign(string scheme, string body, string id) =>
        scheme == "shopify" ? ReferenceSigner.Shopify(body, id) : ReferenceSigner.Xendit(body, id);

    private static Task<SchemeStage> StartAsync(string scheme, ScriptedLedger? ledger = null) =>
        SchemeStage.StartAsync($$"""{"Scheme":"{{scheme}}","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""", ledger: ledger);
}
