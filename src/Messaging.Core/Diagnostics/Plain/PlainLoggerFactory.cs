using Microsoft.Extensions.Logging;

namespace Messaging.Diagnostics.Plain;

/// <summary>Wraps the application's loggers and sanitises everything that we log: in one place, because any entry may quote a
/// peer.</summary>
internal sealed class PlainLoggerFactory(ILoggerFactory loggers) : ILoggerFactory
{
    public static ILoggerFactory Over(ILoggerFactory loggers) => loggers as PlainLoggerFactory ?? new PlainLoggerFactory(loggers);

    public ILogger CreateLogger(string categoryName) => new PlainLogger(loggers.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose()
    {
        // The loggers belong to the application.
    }
}
