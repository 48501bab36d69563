using System.Text.Json.Nodes;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>A simulated provider.</summary>
/// <param name="Scheme">The name of the scheme, the profile and the route.</param>
/// <param name="Retries">Its documented retry schedule.</param>
/// <param name="CoversContent">Whether its signature covers the amount: if so, another amount is another content, and a changed one
/// a forgery.</param>
/// <param name="Body">Creates the unsigned callback for an event and an amount.</param>
/// <param name="Sign">Signs it with a secret.</param>
/// <param name="Acknowledges">Whether the provider accepts a status and a body as an acknowledgement.</param>
public sealed record Provider(
    string Scheme,
    RetrySchedule Retries,
    bool CoversContent,
    Func<int, int, JsonObject> Body,
    Func<JsonObject, string, SchemeRequest> Sign,
    Func<int, JsonObject?, bool> Acknowledges)
{
    /// <summary>The path of its callbacks.</summary>
    public string Path => $"/callbacks/{Scheme.ToLowerInvariant()}";
}
