namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A type as named in a file, before the name is resolved.</summary>
/// <param name="Name">The name, or <c>list</c>, <c>set</c> or <c>map</c>.</param>
/// <param name="Parts">What a container holds.</param>
/// <param name="Place">Its place.</param>
internal sealed record IdlTypeName(string Name, IReadOnlyList<IdlTypeName> Parts, IdlPlace Place);
