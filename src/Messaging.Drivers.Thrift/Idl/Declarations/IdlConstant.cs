namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A constant.</summary>
internal sealed record IdlConstant(string Name, IdlPlace Place, IdlTypeName Type, IdlValue Value) : IdlDeclaration(Name, Place);
