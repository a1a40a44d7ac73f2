namespace System.Runtime.CompilerServices;

/// <summary>What the compiler marks required members with, which the platform that compilers run on does not have.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    public string FeatureName { get; } = featureName;
}
