namespace Messaging;

/// <summary>Makes a member of a contract a cast to every server of the topic.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RpcFanoutAttribute : Attribute;
