namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A type as a file names it, before the name is resolved.</summary>
/// <param name="Name">The name, or <c>list</c>, <c>set</c> or <c>map</c>.</param>
/// <param name="Parts">The element types of a container.</param>
/// <param name="Place">The place of the name.</param>
internal sealed record IdlTypeName(string Name, IReadOnlyList<IdlTypeName> Parts, IdlPlace Place);
