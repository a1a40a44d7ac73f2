using Messaging.Drivers.Rabbit.Sending.Channels;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Sending.Channels;

/// <summary>What was refused a moment ago is not asked for again, and stays what it was: final, or to be waited for.</summary>
public sealed class RefusalsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Route _route = new(null, "key");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_refusal_that_passes_by_itself_is_remembered_as_one(bool isTransient)
    {
        var refusals = new Refusals(_time);
        refusals.Add(_route.Exchange.Value, "key", "no leader", isTransient);

        var error = Assert.Throws<DeliveryException>(() => refusals.ThrowIfRefused(_route));

        Assert.Equal((isTransient, "no leader"), (error.IsTransient, error.Message));
    }

    [Fact]
    public void After_two_seconds_one_is_let_through_to_see()
    {
        var refusals = new Refusals(_time);
        refusals.Add(_route.Exchange.Value, null, "no permission");
        Assert.Throws<DeliveryException>(() => refusals.ThrowIfRefused(_route));

        _time.Advance(TimeSpan.FromSeconds(2));

        refusals.ThrowIfRefused(_route);
    }
}
