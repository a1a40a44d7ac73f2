namespace Messaging.Generators.Models;

/// <summary>A method of a contract or an endpoint, as text.</summary>
internal sealed record MemberModel
{
    /// <summary>The method's name in C#.</summary>
    public required string Name { get; init; }

    /// <summary>The type that declares it, as C# code.</summary>
    public required string DeclaredBy { get; init; }

    /// <summary>The type that it returns, as C# code.</summary>
    public required string Returns { get; init; }

    /// <summary>The shape of its result.</summary>
    public required ReturnShape Shape { get; init; }

    /// <summary>The type of its result, as C# code; null when it has none.</summary>
    public required string? Result { get; init; }

    /// <summary>What it sends.</summary>
    public required MemberKind Kind { get; init; }

    /// <summary>Its name on the wire.</summary>
    public required string WireName { get; init; }

    /// <summary>The lowest version of the interface that has it.</summary>
    public required string Version { get; init; }

    public double TimeoutSeconds { get; init; }

    public double MonitorSeconds { get; init; }

    public bool Idempotent { get; init; }

    /// <summary>The number of the AcknowledgeMode.</summary>
    public int Acknowledge { get; init; }

    /// <summary>The exceptions that callers expect, as <c>typeof</c> takes them.</summary>
    public EquatableArray<string> ExpectedExceptions { get; init; }

    /// <summary>The exceptions that callers get as themselves.</summary>
    public EquatableArray<ThrownModel> Throws { get; init; }

    /// <summary>The policies that callers must meet.</summary>
    public EquatableArray<string> Policies { get; init; }

    public EquatableArray<ParameterModel> Parameters { get; init; }
}
