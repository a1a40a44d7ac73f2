using Microsoft.Extensions.Logging;
using Xunit.Sdk;

namespace Messaging.TestKit.Tests;

public sealed class LogCaptureTests : IDisposable
{
    private static readonly EventId Lost = new(17, "ConnectionLost");

    private readonly LogCapture _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public void A_line_is_kept_with_its_parts()
    {
        var cause = new InvalidOperationException("boom");

        _logs.CreateLogger("Some.Category").Log(LogLevel.Warning, Lost, cause, "Lost {Host} after {Seconds} s", "one", 5);

        var entry = Assert.Single(_logs.Entries);
        Assert.Equal((LogLevel.Warning, Lost, "Some.Category"), (entry.Level, entry.EventId, entry.Category));
        Assert.Equal("Lost one after 5 s", entry.Message);
        Assert.Same(cause, entry.Exception);
        Assert.Equal(5, entry.Values.Single(value => value.Key == "Seconds").Value);
    }

    [Fact]
    public void An_error_that_nobody_announced_fails_the_test()
    {
        _logs.CreateLogger("a").LogWarning("only a warning");
        _logs.VerifyNoErrors();

        _logs.CreateLogger("a").LogError("bad thing");

        var failure = Assert.Throws<FailException>(_logs.VerifyNoErrors);
        Assert.Contains("bad thing", failure.Message);
    }

    [Fact]
    public void Announced_errors_pass_by_number_or_by_name()
    {
        _logs.Expect(17);
        _logs.CreateLogger("a").Log(LogLevel.Critical, Lost, "lost");
        _logs.VerifyNoErrors();

        _logs.CreateLogger("a").Log(LogLevel.Error, new EventId(18, "Other"), "other");
        Assert.Throws<FailException>(_logs.VerifyNoErrors);
        _logs.Expect("Other");
        _logs.VerifyNoErrors();
    }

    [Fact]
    public async Task Waiting_completes_on_the_matching_entry_past_or_to_come()
    {
        var logger = _logs.CreateLogger("a");
        var waiting = _logs.WaitForAsync(nameof(Lost));
        var other = _logs.WaitForAsync(entry => entry.Message == "second");
        logger.LogInformation("first");
        Assert.False(other.IsCompleted);

        logger.LogInformation("second");
        logger.Log(LogLevel.Information, new EventId(1, nameof(Lost)), "third");

        Assert.Equal("second", (await other).Message);
        Assert.Equal("third", (await waiting).Message);
        Assert.Equal("first", (await _logs.WaitForAsync(entry => entry.Category == "a")).Message);
    }

    [Fact]
    public async Task A_wait_in_vain_shows_what_came_instead()
    {
        _logs.CreateLogger("a").LogInformation("something else");

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => _logs.WaitForAsync("Never", TimeSpan.FromMilliseconds(1)));

        Assert.Contains("something else", failure.Message);
    }
}
