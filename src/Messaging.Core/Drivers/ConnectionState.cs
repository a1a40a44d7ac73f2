namespace Messaging;

/// <summary>Where a connection of a transport stands, at the moment it was asked.</summary>
/// <param name="Name">What it is for, such as <c>publish</c>.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Since">Since when. One that is down is so since it was lost, however often it was tried since.</param>
/// <param name="LastOpen">When it was open last, before it was lost; null when it never was.</param>
/// <param name="Host">The host and port that it leads to, or that were tried last; null when none was.</param>
/// <param name="Error">Why it is down or blocked; null when it is neither. Never a password.</param>
public sealed record ConnectionState(
    string Name, ConnectionStatus Status, DateTimeOffset Since, DateTimeOffset? LastOpen, string? Host, string? Error);
