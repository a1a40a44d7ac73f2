namespace Messaging.Generators.Json;

/// <summary>The reasons why a type cannot be sent.</summary>
internal enum UnfitKind
{
    /// <summary>It has no form in JSON.</summary>
    NoJson,

    /// <summary>It is a stream of values.</summary>
    Stream,

    /// <summary>It reports progress.</summary>
    Progress,
}
