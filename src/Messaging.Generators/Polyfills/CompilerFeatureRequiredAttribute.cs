namespace System.Runtime.CompilerServices;

/// <summary>The compiler marks required members with it; the target framework of analyzers does not have it.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    public string FeatureName { get; } = featureName;
}
