namespace Messaging;

/// <summary>The state of a connection of a transport, at the moment it was read.</summary>
/// <param name="Name">Its purpose, such as <c>publish</c>.</param>
/// <param name="Status">Its status.</param>
/// <param name="Since">Since when it has this status. A connection that is down counts from its loss, no matter how often it was retried
/// since.</param>
/// <param name="LastOpen">When it was last open, before it was lost; null when it never was.</param>
/// <param name="Host">The host and port that it is connected to, or that were last tried; null when none was.</param>
/// <param name="Error">Why it is down or blocked; null when it is neither. It never contains a password.</param>
public sealed record ConnectionState(
    string Name, ConnectionStatus Status, DateTimeOffset Since, DateTimeOffset? LastOpen, string? Host, string? Error);
