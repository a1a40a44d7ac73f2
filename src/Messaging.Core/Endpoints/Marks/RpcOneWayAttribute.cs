namespace Messaging;

/// <summary>Makes a member of a contract a cast: its task ends when the broker has taken the message, and nothing comes back from the server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RpcOneWayAttribute : Attribute;
