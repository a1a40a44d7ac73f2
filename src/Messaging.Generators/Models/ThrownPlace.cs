namespace Messaging.Generators.Models;

/// <summary>Where a property of an exception gets its value when the exception is made.</summary>
internal enum ThrownPlace
{
    /// <summary>The constructor takes it.</summary>
    Constructor,

    /// <summary>With the constructor and no later: it is init-only, or required.</summary>
    Initializer,

    /// <summary>Any time.</summary>
    Setter,
}
