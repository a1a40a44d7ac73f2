namespace Messaging.Generators.Models;

/// <summary>How a method returns its result.</summary>
internal enum ReturnShape
{
    /// <summary>Directly, or no result. Only for endpoints.</summary>
    Plain,

    /// <summary>In a Task.</summary>
    Task,

    /// <summary>In a ValueTask.</summary>
    ValueTask,
}
