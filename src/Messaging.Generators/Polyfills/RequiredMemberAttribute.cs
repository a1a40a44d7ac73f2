namespace System.Runtime.CompilerServices;

/// <summary>The compiler marks required members with it; the target framework of analyzers does not have it.</summary>
[AttributeUsage(AttributeTargets.All)]
internal sealed class RequiredMemberAttribute : Attribute;
