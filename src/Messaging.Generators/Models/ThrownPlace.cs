namespace Messaging.Generators.Models;

/// <summary>When a property of an exception gets its value.</summary>
internal enum ThrownPlace
{
    /// <summary>In the constructor.</summary>
    Constructor,

    /// <summary>In the object initialiser: it is init-only, or required.</summary>
    Initializer,

    /// <summary>At any time.</summary>
    Setter,
}
