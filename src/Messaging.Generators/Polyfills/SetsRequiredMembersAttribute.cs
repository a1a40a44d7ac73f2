namespace System.Diagnostics.CodeAnalysis;

/// <summary>The compiler marks copy constructors of records with it; the target framework of analyzers does not have it.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
internal sealed class SetsRequiredMembersAttribute : Attribute;
