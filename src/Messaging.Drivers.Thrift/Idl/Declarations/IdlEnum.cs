namespace Messaging.Drivers.Thrift.Idl;

/// <summary>An enum with its numbers.</summary>
internal sealed record IdlEnum(string Name, IdlPlace Place, IReadOnlyList<KeyValuePair<string, int>> Values) : IdlDeclaration(Name, Place);
