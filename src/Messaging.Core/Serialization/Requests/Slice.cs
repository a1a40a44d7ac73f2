namespace Messaging.Serialization;

/// <summary>The position of a part of a message.</summary>
internal readonly record struct Slice(int Start, int Length);
