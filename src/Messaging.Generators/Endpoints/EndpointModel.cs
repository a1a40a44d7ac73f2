using Messaging.Generators.Models;

namespace Messaging.Generators.Endpoints;

/// <summary>An endpoint as text, which is all that is needed to write its table.</summary>
internal sealed record EndpointModel
{
    /// <summary>A name that no other endpoint of the assembly has, for the file.</summary>
    public required string FileName { get; init; }

    /// <summary>The namespace in C#; null for the global one.</summary>
    public required string? CodeNamespace { get; init; }

    /// <summary>The class as C# code.</summary>
    public required string Type { get; init; }

    /// <summary>The prefix of the name of the generated type.</summary>
    public required string Identifier { get; init; }

    /// <summary>Its name in errors.</summary>
    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>The namespace on the wire.</summary>
    public string? Namespace { get; init; }

    public EquatableArray<string> LegacyNamespaces { get; init; }

    /// <summary>The framework methods that were left out.</summary>
    public EquatableArray<string> LeftOut { get; init; }

    public EquatableArray<MemberModel> Methods { get; init; }

    /// <summary>Why it cannot be served; null when it can.</summary>
    public EndpointRefusal? Refusal { get; init; }
}
