namespace Messaging.Generators.Models;

/// <summary>The arguments that a constructor of an exception takes.</summary>
internal enum ThrownArgumentKind
{
    Message,
    Inner,
    Property,
}
