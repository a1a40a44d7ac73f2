using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Quickstart;

/// <summary>Shows what the library logs: connections that come and go, and whatever goes wrong.</summary>
internal sealed class ScreenLog(Screen screen) : ILoggerFactory, ILogger
{
    // Of ASP.NET's own, what is wrong comes as an exception too.
    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("Messaging", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var what = eventId.Name switch
        {
            "Connected" => "open",
            "ConnectionLost" => "lost",
            _ => logLevel >= LogLevel.Warning ? "warning" : null,
        };
        if (what is not null)
        {
            screen.Line(what, formatter(state, exception) + (exception is null ? "" : $" {exception.Message}"));
        }
    }

    public void Dispose()
    {
    }
}
