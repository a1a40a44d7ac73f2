using System.Runtime.CompilerServices;

namespace Messaging.DriverContract;

/// <summary>A theory whose cases fail when they have not ended after a minute.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractTheoryAttribute : TheoryAttribute
{
    /// <summary>Bounds the theory.</summary>
    public ContractTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = 60_000;
}
