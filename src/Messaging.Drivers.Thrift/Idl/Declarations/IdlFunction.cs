namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A method of a service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Result">What it returns; null for void.</param>
/// <param name="Arguments">What it takes.</param>
/// <param name="Throws">What it throws.</param>
/// <param name="IsOneway">Whether it has no answer.</param>
/// <param name="Place">Where its name stands.</param>
internal sealed record IdlFunction(
    string Name, IdlTypeName? Result, IReadOnlyList<IdlField> Arguments, IReadOnlyList<IdlField> Throws, bool IsOneway, IdlPlace Place);
