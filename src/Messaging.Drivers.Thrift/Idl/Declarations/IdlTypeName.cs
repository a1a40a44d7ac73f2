namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A type as a file names it, before it is known what the name means.</summary>
/// <param name="Name">The name, or <c>list</c>, <c>set</c> or <c>map</c>.</param>
/// <param name="Parts">What a container holds.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record IdlTypeName(string Name, IReadOnlyList<IdlTypeName> Parts, IdlPlace Place);
