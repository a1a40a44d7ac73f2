using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A struct, a union or an exception.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where that stands.</param>
/// <param name="Kind">Which of them it is.</param>
/// <param name="Fields">What it is made of.</param>
/// <param name="Namespace">In which namespace of .NET it is declared, when the file says so.</param>
internal sealed record IdlStruct(string Name, IdlPlace Place, StructKind Kind, IReadOnlyList<IdlField> Fields, string? Namespace) : IdlDeclaration(Name, Place);
