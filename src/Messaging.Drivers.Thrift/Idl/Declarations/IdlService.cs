namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">The place of the declaration.</param>
/// <param name="Base">The service that it extends, or null.</param>
/// <param name="Functions">Its own methods.</param>
internal sealed record IdlService(string Name, IdlPlace Place, IdlTypeName? Base, IReadOnlyList<IdlFunction> Functions)
    : IdlDeclaration(Name, Place);
