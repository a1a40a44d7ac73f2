namespace Messaging.Generators.Models;

/// <summary>What a constructor of an exception takes.</summary>
internal enum ThrownArgumentKind
{
    Message,
    Inner,
    Property,
}
