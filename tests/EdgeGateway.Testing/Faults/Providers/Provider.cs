using System.Text.Json.Nodes;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>One provider that the load plays.</summary>
/// <param name="Scheme">The scheme's name, which is the profile's and the route's too.</param>
/// <param name="Retries">How it retries, in its own time.</param>
/// <param name="CoversContent">Whether its signature covers the amount: then another amount is another content, and a changed one
/// a forgery.</param>
/// <param name="Body">The unsigned callback of an event and an amount.</param>
/// <param name="Sign">Signs it with a secret.</param>
/// <param name="Acknowledges">Whether the provider takes a status and a body for an acknowledgement.</param>
public sealed record Provider(
    string Scheme,
    RetrySchedule Retries,
    bool CoversContent,
    Func<int, int, JsonObject> Body,
    Func<JsonObject, string, SchemeRequest> Sign,
    Func<int, JsonObject?, bool> Acknowledges)
{
    /// <summary>Where its callbacks go.</summary>
    public string Path => $"/callbacks/{Scheme.ToLowerInvariant()}";
}
