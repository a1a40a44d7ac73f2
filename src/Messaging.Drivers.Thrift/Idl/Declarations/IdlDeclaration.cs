namespace Messaging.Drivers.Thrift.Idl;

/// <summary>What a file declares, as it stands there.</summary>
internal abstract record IdlDeclaration(string Name, IdlPlace Place);
