namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A declaration in a file, as written there.</summary>
internal abstract record IdlDeclaration(string Name, IdlPlace Place);
