namespace Messaging.Generators.Models;

/// <summary>How a method gives its result.</summary>
internal enum ReturnShape
{
    /// <summary>Itself, or nothing. Only of endpoints.</summary>
    Plain,

    /// <summary>In a Task.</summary>
    Task,

    /// <summary>In a ValueTask.</summary>
    ValueTask,
}
