namespace System.Diagnostics.CodeAnalysis;

/// <summary>What the compiler marks copies of records with, which the platform that compilers run on does not have.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
internal sealed class SetsRequiredMembersAttribute : Attribute;
