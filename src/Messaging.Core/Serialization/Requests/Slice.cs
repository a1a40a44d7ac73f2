namespace Messaging.Serialization;

/// <summary>A part of a message by its place.</summary>
internal readonly record struct Slice(int Start, int Length);
