namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A declaration of a file, as written there.</summary>
internal abstract record IdlDeclaration(string Name, IdlPlace Place);
