namespace Messaging.Generators.Deployed;

/// <summary>A property of what travels, or a member of an enum, which has no type.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">Its type, as <see cref="WireTypeNames"/> writes it.</param>
/// <param name="IsRequired">Whether nothing is read without it.</param>
internal sealed record WireField(string Name, string Type, bool IsRequired);
