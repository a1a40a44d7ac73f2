using Messaging.Core.Tests.Listening;
using Messaging.Intake;
using Messaging.Notifications.Listening;

namespace Messaging.Core.Tests.Intake;

public sealed class MessagesInHandTests
{
    private readonly MessagesInHand<NotificationDelivery> _inHand = new();

    [Theory]
    [InlineData(NotificationResult.Handled, "acknowledged")]
    [InlineData(NotificationResult.Requeue, "requeued")]
    public void A_copy_that_comes_while_the_first_is_in_hand_shares_its_ending(NotificationResult result, string ending)
    {
        EndedMessage first = new(), copy = new();
        var delivery = EndedMessage.Of(first, _inHand, id: 7);
        Assert.Equal(Arrival.New, _inHand.Add(delivery));

        Assert.Equal(Arrival.Copy, _inHand.Add(EndedMessage.Of(copy, _inHand, id: 7)));
        Assert.Empty(copy.Endings);
        delivery.End(result);

        Assert.Equal([ending], first.Endings);
        Assert.Equal([ending], copy.Endings);
    }

    [Fact]
    public void What_was_handled_is_acknowledged_when_it_comes_again_and_what_went_back_is_taken()
    {
        EndedMessage again = new();
        var handled = EndedMessage.Of(new EndedMessage(), _inHand, id: 1);
        var wentBack = EndedMessage.Of(new EndedMessage(), _inHand, id: 2);
        _inHand.Add(handled);
        _inHand.Add(wentBack);
        handled.End(NotificationResult.Handled);
        wentBack.End(NotificationResult.Requeue);

        Assert.Equal(Arrival.Copy, _inHand.Add(EndedMessage.Of(again, _inHand, id: 1)));
        Assert.Equal(Arrival.New, _inHand.Add(EndedMessage.Of(new EndedMessage(), _inHand, id: 2)));
        Assert.Equal(["acknowledged"], again.Endings);
        Assert.Equal(1, _inHand.Count);
    }

    [Fact]
    public void It_is_empty_when_the_last_has_its_ending()
    {
        var delivery = EndedMessage.Of(new EndedMessage(), _inHand);
        _inHand.Add(delivery);

        var empty = _inHand.WhenEmpty();
        Assert.False(empty.IsCompleted);
        delivery.End(NotificationResult.Handled);

        Assert.True(empty.IsCompletedSuccessfully);
    }

    [Fact]
    public void Only_the_last_ids_are_remembered()
    {
        for (var id = 1ul; id <= 20_000; id++)
        {
            var delivery = EndedMessage.Of(new EndedMessage(), _inHand, id);
            Assert.Equal(Arrival.New, _inHand.Add(delivery));
            delivery.End(NotificationResult.Handled);
        }

        Assert.Equal(Arrival.New, _inHand.Add(EndedMessage.Of(new EndedMessage(), _inHand, id: 1)));
        Assert.Equal(Arrival.Copy, _inHand.Add(EndedMessage.Of(new EndedMessage(), _inHand, id: 20_000)));
    }

    /// <summary>Behind what waited for ten seconds without a broker: it ran twice, in a run of the soak.</summary>
    [Fact]
    public void A_copy_is_known_behind_ten_thousand_others()
    {
        for (var id = 1ul; id <= 10_000; id++)
        {
            var delivery = EndedMessage.Of(new EndedMessage(), _inHand, id);
            _inHand.Add(delivery);
            delivery.End(NotificationResult.Handled);
        }

        Assert.Equal(Arrival.Copy, _inHand.Add(EndedMessage.Of(new EndedMessage(), _inHand, id: 1)));
    }
}
