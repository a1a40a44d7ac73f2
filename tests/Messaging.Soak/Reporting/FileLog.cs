using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Messaging.Soak.Reporting;

/// <summary>Writes what the library logs into a file, from Information on. Safe for use by many threads.</summary>
internal sealed class FileLog : ILoggerFactory
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _file;

    public FileLog(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new StreamWriter(path) { AutoFlush = true };
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is no place for lines but the file.");

    public void Dispose()
    {
        lock (_lock)
        {
            _file.Dispose();
        }
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            _file.WriteLine(line);
        }
    }

    private sealed class Logger(FileLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(level))
            {
                log.Write(string.Create(
                    CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss.fff} {level} [{id.Id}] {formatter(state, exception)} {exception}"));
            }
        }
    }
}
