using Microsoft.Extensions.Logging;

namespace Messaging.Diagnostics.Plain;

/// <summary>A logger that sanitises the text, the values and the exception of an entry before they are logged.</summary>
internal sealed class PlainLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!logger.IsEnabled(logLevel))
        {
            return;
        }

        var line = new LoggedLine(
            PlainText.OneLine(formatter(state, exception)), state as IReadOnlyList<KeyValuePair<string, object?>> ?? []);
        logger.Log(logLevel, eventId, line, LoggedException.Of(exception), static (line, _) => line.ToString());
    }
}
