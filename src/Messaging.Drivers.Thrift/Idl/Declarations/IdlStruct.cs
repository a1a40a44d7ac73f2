using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A struct, a union or an exception.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">The place of the name.</param>
/// <param name="Kind">Which of them it is.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Namespace">The .NET namespace in which it is declared, when the file names one.</param>
internal sealed record IdlStruct(
    string Name, IdlPlace Place, StructKind Kind, IReadOnlyList<IdlField> Fields, string? Namespace) : IdlDeclaration(Name, Place);
