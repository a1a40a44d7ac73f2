using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A field of a struct, an argument, or an exception that a method throws.</summary>
internal sealed record IdlField(short Id, Presence Presence, IdlTypeName Type, string Name, IdlValue? Default, IdlPlace Place);
