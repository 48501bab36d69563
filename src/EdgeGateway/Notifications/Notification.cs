using System.Collections.Immutable;

namespace EdgeGateway.Notifications;

/// <summary>Something that somebody must know.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Subjects">What it is about: profiles, checks or endpoints, sorted.</param>
/// <param name="Text">What happened and what to do, in words.</param>
internal sealed record Notification(NotificationCause Cause, ImmutableArray<string> Subjects, string Text);
