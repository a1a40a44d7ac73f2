namespace Messaging.Generators.Models;

/// <summary>An exception that a member declares, as text.</summary>
/// <param name="Type">The exception, as <c>typeof</c> takes it.</param>
/// <param name="Class">The name of the Python class; null for none, or for its own.</param>
/// <param name="Module">The module of the Python class; null for none, or for its namespace.</param>
/// <param name="Arguments">The arguments of its constructor.</param>
/// <param name="Properties">The properties that are sent.</param>
internal sealed record ThrownModel(
    string Type, string? Class, string? Module, EquatableArray<ThrownArgument> Arguments, EquatableArray<ThrownProperty> Properties);
