namespace Messaging.Generators.Deployed;

/// <summary>An argument as peers see it.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">Its type, as <see cref="WireTypeNames"/> writes it.</param>
/// <param name="IsOptional">Whether callers may leave it out.</param>
/// <param name="Number">Its number, by which Thrift's peers know it; null in a contract that is not numbered.</param>
internal sealed record WireArgument(string Name, string Type, bool IsOptional, int? Number = null);
