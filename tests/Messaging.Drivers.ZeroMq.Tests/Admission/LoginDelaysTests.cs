using System.Globalization;
using Messaging.Drivers.ZeroMq.Admission;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Tests.Admission;

public sealed class LoginDelaysTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _clock = new();
    private readonly LoginDelays _delays;

    public LoginDelaysTests() => _delays = new LoginDelays(_clock);

    [Fact]
    public async Task Each_failure_after_the_third_makes_the_next_wait_twice_as_long_up_to_a_limit()
    {
        List<double> waits = [];
        for (var i = 0; i < 12; i++)
        {
            var turn = _delays.WaitAsync("a", Most, CancellationToken.None);
            var before = _clock.Elapsed;
            while (!turn.IsCompleted)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(10));
            }

            await turn;
            waits.Add((_clock.Elapsed - before).TotalMilliseconds);
            _delays.Failed("a");
        }

        Assert.Equal([0, 0, 0, 0, 50, 100, 200, 400, 800, 1600, 2000, 2000], waits);
    }

    [Fact]
    public async Task Those_that_come_at_once_wait_for_each_other_and_too_many_are_turned_away()
    {
        Fail("a", 20);
        var first = _delays.WaitAsync("a", Most, CancellationToken.None);
        var second = _delays.WaitAsync("a", Most, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await first.WaitAsync(WaitLimit.Default);
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await second.WaitAsync(WaitLimit.Default);

        var turnedAway = 0;
        for (var i = 0; i < 100; i++)
        {
            try
            {
                _ = _delays.WaitAsync("a", Most, CancellationToken.None);
            }
            catch (ZmtpException e)
            {
                Assert.Contains("too many logins", e.Message, StringComparison.Ordinal);
                turnedAway++;
            }
        }

        Assert.InRange(turnedAway, 95, 96);
    }

    [Fact]
    public void Other_addresses_do_not_wait()
    {
        Fail("a", 20);

        Assert.True(_delays.WaitAsync("b", Most, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void Time_makes_up_for_failures()
    {
        Fail("a", 5);
        Assert.False(_delays.WaitAsync("a", Most, CancellationToken.None).IsCompleted);

        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.True(_delays.WaitAsync("a", Most, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void Of_too_many_addresses_the_one_that_has_been_quiet_for_longest_is_forgotten()
    {
        Fail("first", 20);
        Fail("second", 20);
        for (var i = 0; i < 4095; i++)
        {
            _delays.Failed(i.ToString(CultureInfo.InvariantCulture));
        }

        Assert.True(_delays.WaitAsync("first", Most, CancellationToken.None).IsCompletedSuccessfully);
        Assert.False(_delays.WaitAsync("second", Most, CancellationToken.None).IsCompleted);
    }

    private void Fail(string address, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _delays.Failed(address);
        }
    }
}
