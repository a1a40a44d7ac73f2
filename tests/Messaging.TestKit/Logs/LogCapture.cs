using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging.TestKit;

/// <summary>
/// Takes the place of an application's logging and keeps every line of every level. A test that ends with
/// <see cref="VerifyNoErrors"/> fails if the code logged an error that the test did not announce. Safe for use by many threads.
/// </summary>
/// <param name="output">Where lines are shown as well, so that a failing test has them in its report; null for nowhere.</param>
public sealed class LogCapture(ITestOutputHelper? output = null) : ILoggerFactory, ILoggerProvider
{
    private readonly Journal<LogEntry> _journal = new();
    private readonly ConcurrentBag<Func<LogEntry, bool>> _expected = [];

    /// <summary>A copy of everything logged so far, in order.</summary>
    public IReadOnlyList<LogEntry> Entries => _journal.Entries;

    /// <inheritdoc cref="ILoggerFactory.CreateLogger"/>
    public ILogger CreateLogger(string categoryName) => new CapturingLogger(categoryName, Add);

    /// <summary>Announces errors with this event id: they may come, any number of times.</summary>
    public void Expect(int eventId) => _expected.Add(entry => entry.EventId.Id == eventId);

    /// <summary>Announces errors whose event has this name: they may come, any number of times.</summary>
    public void Expect(string eventName) => _expected.Add(entry => entry.EventId.Name == eventName);

    /// <summary>Fails if an entry of level Error or above was logged that no <c>Expect</c> announced.</summary>
    public void VerifyNoErrors()
    {
        var errors = Entries.Where(entry => entry.Level is >= LogLevel.Error and < LogLevel.None && !IsExpected(entry)).ToList();
        if (errors.Count > 0)
        {
            Assert.Fail($"{errors.Count} unexpected errors were logged:\n{string.Join('\n', errors)}");
        }
    }

    /// <summary>Waits for the first entry, logged already or still to come, that the predicate accepts.</summary>
    /// <exception cref="TimeoutException">No such entry came within the limit.</exception>
    public Task<LogEntry> WaitForAsync(Func<LogEntry, bool> predicate, TimeSpan? limit = null) =>
        _journal.WaitForAsync(predicate, "a log entry", limit);

    /// <summary>Waits for the first entry, logged already or still to come, whose event has this name.</summary>
    /// <exception cref="TimeoutException">No such entry came within the limit.</exception>
    public Task<LogEntry> WaitForAsync(string eventName, TimeSpan? limit = null) =>
        _journal.WaitForAsync(entry => entry.EventId.Name == eventName, $"the log entry {eventName}", limit);

    /// <summary>Not supported: there is no place for lines but this one.</summary>
    void ILoggerFactory.AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException($"{nameof(LogCapture)} has no other providers.");

    /// <summary>Does nothing: what was logged stays readable.</summary>
    public void Dispose()
    {
    }

    private bool IsExpected(LogEntry entry) => _expected.Any(matches => matches(entry));

    private void Add(LogEntry entry)
    {
        _journal.Add(entry);
        try
        {
            output?.WriteLine(entry.ToString());
        }
        catch (InvalidOperationException)
        {
            // The test is over; its report takes no more lines.
        }
    }
}
