using Microsoft.Extensions.Logging;

namespace Messaging.Diagnostics.Plain;

/// <summary>The loggers of the application, behind which all that we log is made plain: here, at one place, for any line may quote a peer.</summary>
internal sealed class PlainLoggerFactory(ILoggerFactory loggers) : ILoggerFactory
{
    public static ILoggerFactory Over(ILoggerFactory loggers) => loggers as PlainLoggerFactory ?? new PlainLoggerFactory(loggers);

    public ILogger CreateLogger(string categoryName) => new PlainLogger(loggers.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose()
    {
        // They are the application's.
    }
}
