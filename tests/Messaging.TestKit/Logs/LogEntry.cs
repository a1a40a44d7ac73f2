using Microsoft.Extensions.Logging;

namespace Messaging.TestKit;

/// <summary>One logged line, as <see cref="LogCapture"/> keeps it.</summary>
/// <param name="Level">Its level.</param>
/// <param name="EventId">Its number and name.</param>
/// <param name="Category">The logger's category.</param>
/// <param name="Message">The text, with the values filled in.</param>
/// <param name="Exception">The exception that was logged with it, if any.</param>
/// <param name="Values">The values by their names in the template.</param>
public sealed record LogEntry(
    LogLevel Level,
    EventId EventId,
    string Category,
    string Message,
    Exception? Exception,
    IReadOnlyList<KeyValuePair<string, object?>> Values)
{
    /// <summary>The line as a console would show it.</summary>
    public override string ToString() =>
        $"{Level} {Category}[{EventId.Id} {EventId.Name}] {Message}{(Exception is null ? "" : $"\n{Exception}")}";
}
