namespace Messaging.Generators.Models;

/// <summary>A contract as text, which is all that is needed to write its client and its table.</summary>
internal sealed record ContractModel
{
    /// <summary>A name that no other contract of the assembly has, for the file.</summary>
    public required string FileName { get; init; }

    /// <summary>The namespace in C#; null for the global one.</summary>
    public required string? CodeNamespace { get; init; }

    /// <summary>The interface as C# code.</summary>
    public required string Type { get; init; }

    /// <summary>The prefix of the names of the generated types.</summary>
    public required string Identifier { get; init; }

    /// <summary>Whether other assemblies see it.</summary>
    public required bool IsPublic { get; init; }

    public required string Topic { get; init; }

    public required string Version { get; init; }

    /// <summary>The namespace on the wire.</summary>
    public string? Namespace { get; init; }

    public string? Exchange { get; init; }

    /// <summary>The JsonSerializerContext as C# code; null when the transport's serializer is used.</summary>
    public string? Json { get; init; }

    /// <summary>The enums in arguments and results: the names of their members are sent, as without a context.</summary>
    public EquatableArray<string> Enums { get; init; }

    public EquatableArray<MemberModel> Members { get; init; }

    /// <summary>The contract as Thrift IDL; null when its fields are not numbered.</summary>
    public string? Idl { get; init; }
}
