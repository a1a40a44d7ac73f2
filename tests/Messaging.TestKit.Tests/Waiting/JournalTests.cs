namespace Messaging.TestKit.Tests;

public sealed class JournalTests
{
    private readonly Journal<string> _journal = new();

    [Fact]
    public async Task A_predicate_that_throws_fails_its_own_wait_and_no_other()
    {
        var broken = _journal.WaitForAsync(entry => throw new FormatException(entry), "nothing");
        var sound = _journal.WaitForAsync(entry => entry == "one", "one");

        _journal.Add("one");

        Assert.Equal("one", (await Assert.ThrowsAsync<FormatException>(() => broken)).Message);
        Assert.Equal("one", await sound);
    }

    [Fact]
    public async Task The_end_fails_pending_and_later_waits_and_keeps_what_was_recorded()
    {
        _journal.Add("one");
        var pending = _journal.WaitForAsync(entry => entry == "two", "two");

        _journal.End(() => new InvalidOperationException("over"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => pending);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _journal.WaitForAsync(entry => entry == "three", "three"));
        Assert.Equal("one", await _journal.WaitForAsync(entry => entry == "one", "one"));
    }
}
