using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Sending.Messages;

public sealed class TrustTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Trust _trust = new();

    public TrustTests() => _time.Advance(TimeSpan.FromHours(1));

    [Fact]
    public void The_first_message_asks() => Assert.False(_trust.Holds(_time));

    [Fact]
    public void A_confirm_is_good_for_a_moment_and_then_one_message_asks_for_all()
    {
        _trust.OnAccepted(_time);
        Assert.True(_trust.Holds(_time));
        Advance(19);
        Assert.True(_trust.Holds(_time));
        Advance(1);
        Assert.False(_trust.Holds(_time));
        Assert.True(_trust.Holds(_time));
        _trust.OnAccepted(_time);
        Advance(19);
        Assert.True(_trust.Holds(_time));
    }

    [Fact]
    public void When_the_one_that_asked_gets_no_answer_all_ask()
    {
        _trust.OnAccepted(_time);
        Advance(20);
        Assert.False(_trust.Holds(_time));
        Advance(20);
        Assert.False(_trust.Holds(_time));
        Assert.False(_trust.Holds(_time));
    }

    [Fact]
    public void After_a_refusal_all_ask_for_ten_minutes()
    {
        _trust.OnAccepted(_time);
        _trust.OnRefused(_time);
        Assert.False(_trust.Holds(_time));
        _trust.OnAccepted(_time);
        Assert.False(_trust.Holds(_time));
        _time.Advance(TimeSpan.FromMinutes(10));
        _trust.OnAccepted(_time);
        Assert.True(_trust.Holds(_time));
    }

    [Fact]
    public void What_was_forgotten_is_asked_for_anew()
    {
        _trust.OnAccepted(_time);
        _trust.Forget();
        Assert.False(_trust.Holds(_time));
        _trust.OnAccepted(_time);
        Assert.True(_trust.Holds(_time));
    }

    private void Advance(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
