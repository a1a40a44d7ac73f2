namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A method of a service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Result">The type that it returns; null for void.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Throws">The exceptions that it throws.</param>
/// <param name="IsOneway">Whether it has no answer.</param>
/// <param name="Place">The place of its name.</param>
internal sealed record IdlFunction(
    string Name, IdlTypeName? Result, IReadOnlyList<IdlField> Arguments, IReadOnlyList<IdlField> Throws, bool IsOneway, IdlPlace Place);
