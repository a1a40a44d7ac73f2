namespace Messaging.Generators.Models;

/// <summary>A parameter of a member, as text.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Type">Its type, as C# code.</param>
/// <param name="TypeOf">Its type, as <c>typeof</c> takes it.</param>
/// <param name="WireName">The argument's name on the wire.</param>
/// <param name="Default">The default value as an expression; null when callers must give the argument.</param>
internal sealed record ParameterModel(ParameterRole Role, string Type, string TypeOf, string WireName, string? Default);
