using Microsoft.Extensions.Logging;

namespace Messaging.TestKit;

/// <summary>A logger of one category that hands every line to <see cref="LogCapture"/>.</summary>
internal sealed class CapturingLogger(string category, Action<LogEntry> add) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // The state may be a struct that the caller uses again: its values are copied now.
        KeyValuePair<string, object?>[] values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? [.. pairs] : [];
        add(new(logLevel, eventId, category, formatter(state, exception), exception, values));
    }
}
