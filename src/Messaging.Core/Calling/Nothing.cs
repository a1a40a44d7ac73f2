namespace Messaging.Calling;

/// <summary>The result of a member that has none: whatever came is not read.</summary>
internal readonly record struct Nothing;
