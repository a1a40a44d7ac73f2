namespace Messaging.Generators.Models;

/// <summary>A property of an exception that is sent, as text.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Type">Its type, as C# code.</param>
/// <param name="WireName">Its name on the wire.</param>
/// <param name="Place">When it gets its value.</param>
internal sealed record ThrownProperty(string Name, string Type, string WireName, ThrownPlace Place);
