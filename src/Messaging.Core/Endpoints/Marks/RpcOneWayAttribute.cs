namespace Messaging;

/// <summary>Makes a member of a contract a cast: its task completes when the broker has the message, and the server sends no
/// reply.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RpcOneWayAttribute : Attribute;
