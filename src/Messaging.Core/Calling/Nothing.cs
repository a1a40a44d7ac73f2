namespace Messaging.Calling;

/// <summary>The result of a member that has none: the received result is not read.</summary>
internal readonly record struct Nothing;
