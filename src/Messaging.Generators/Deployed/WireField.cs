namespace Messaging.Generators.Deployed;

/// <summary>A property of a type on the wire, a member of an enum, or an exception that a member declares. The last two have no
/// type.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">Its type, as <see cref="WireTypeNames"/> writes it.</param>
/// <param name="IsRequired">Whether nothing is read without it.</param>
/// <param name="Number">Its number, by which Thrift's peers know it; null where nothing is numbered.</param>
internal sealed record WireField(string Name, string Type, bool IsRequired, int? Number = null);
