namespace Messaging.Drivers.Thrift.Idl;

/// <summary>Another name of a type.</summary>
internal sealed record IdlTypedef(string Name, IdlPlace Place, IdlTypeName Type) : IdlDeclaration(Name, Place);
