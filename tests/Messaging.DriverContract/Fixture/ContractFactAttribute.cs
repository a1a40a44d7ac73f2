using System.Runtime.CompilerServices;

namespace Messaging.DriverContract;

/// <summary>A fact that fails when it has not ended after a minute: a wait that nobody bounded must not hang the run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractFactAttribute : FactAttribute
{
    /// <summary>Bounds the fact.</summary>
    public ContractFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = 60_000;
}
