using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A struct, a union or an exception.</summary>
internal sealed record IdlStruct(string Name, IdlPlace Place, StructKind Kind, IReadOnlyList<IdlField> Fields) : IdlDeclaration(Name, Place);
