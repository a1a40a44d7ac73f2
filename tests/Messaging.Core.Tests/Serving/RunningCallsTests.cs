using System.Text;
using Messaging.Dispatching;
using Messaging.Drivers;
using Messaging.Endpoints;
using Messaging.Intake;
using Messaging.Serialization;
using Messaging.Serving;

namespace Messaging.Core.Tests.Serving;

public sealed class RunningCallsTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Transport _transport;
    private readonly ServerLoop _server;
    private readonly RunningCalls _calls;

    public RunningCallsTests()
    {
        _transport = Transport.Create("memory://running", new TransportOptions { Drivers = new DriverRegistry(), TimeProvider = _clock });
        var endpoint = new RpcEndpoint([RpcMethod.Create("m", [], _ => ValueTask.CompletedTask)]);
        var target = new Target { Topic = "t", Server = "s" };
        _server = new ServerLoop(_transport, target, new RpcServerOptions(), DispatchPolicy.Concurrent(1), new EndpointTable([endpoint]));
        _calls = _server.Calls;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _transport.DisposeAsync();
    }

    [Fact]
    public void A_copy_of_a_message_in_hand_shares_its_ending()
    {
        var first = Call("a");
        var copy = Call("a");
        Assert.Equal(Arrival.New, _calls.Add(first));
        Assert.Equal(Arrival.Copy, _calls.Add(copy));
        Assert.Equal(1, _calls.Count);
        Assert.Equal("", Ending(copy));

        first.TryGiveBack();

        Assert.Equal("requeue", Ending(first));
        Assert.Equal("requeue", Ending(copy));
        Assert.Equal(0, _calls.Count);
    }

    [Fact]
    public void A_copy_of_a_message_that_is_done_with_is_acknowledged_at_once_and_of_one_given_back_is_not()
    {
        var done = Call("a");
        _calls.Add(done);
        done.EndDetached();
        var back = Call("b");
        _calls.Add(back);
        back.TryGiveBack();

        var copy = Call("a");
        Assert.Equal(Arrival.Copy, _calls.Add(copy));
        Assert.Equal("acknowledge", Ending(copy));
        Assert.Equal("acknowledge", Ending(done));
        Assert.Equal(Arrival.New, _calls.Add(Call("b")));
    }

    [Fact]
    public void Some_thousands_are_remembered_and_the_oldest_is_forgotten()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var call = Call($"id {i}");
            Assert.Equal(Arrival.New, _calls.Add(call));
            call.EndDetached();
        }

        Assert.Equal(Arrival.Copy, _calls.Add(Call("id 19999")));
        Assert.Equal(Arrival.Copy, _calls.Add(Call("id 4000")));
        Assert.Equal(Arrival.New, _calls.Add(Call("id 0")));
    }

    [Fact]
    public void A_cancel_finds_its_call_and_no_other()
    {
        var mine = Call("a", new MessageId(1, 1));
        var other = Call("b", new MessageId(1, 2));
        _calls.Add(mine);
        _calls.Add(other);

        Assert.True(_calls.Cancel(new CallCancel(new MessageId(1, 1))));

        Assert.True(mine.IsCancelled);
        Assert.False(other.IsCancelled);
        Assert.False(_calls.WasCancelled(mine));
    }

    [Fact]
    public void Only_who_called_may_cancel()
    {
        var call = Call("a", new MessageId(1, 1));
        _calls.Add(call);

        Assert.False(_calls.Cancel(new CallCancel(new MessageId(1, 1), "another")));
        Assert.False(call.IsCancelled);
        Assert.False(_calls.WasCancelled(call));
        Assert.True(_calls.Cancel(new CallCancel(new MessageId(1, 1), "q")));
        Assert.True(call.IsCancelled);

        Assert.False(_calls.Cancel(new CallCancel(new MessageId(1, 2), "another")));
        Assert.False(_calls.WasCancelled(Call("b", new MessageId(1, 2))));
    }

    [Fact]
    public void A_call_that_is_done_with_is_found_no_more()
    {
        var call = Call("a", new MessageId(1, 1));
        _calls.Add(call);
        call.EndDetached();

        Assert.False(_calls.Cancel(new CallCancel(new MessageId(1, 1))));
    }

    [Fact]
    public void A_cancel_that_overtakes_its_call_is_remembered_as_long_as_the_call_may_live()
    {
        foreach (var i in new ulong[] { 1, 2, 3 })
        {
            _calls.Cancel(new CallCancel(new MessageId(1, i), "q", TimeSpan.FromMinutes(1)));
        }

        Assert.True(_calls.WasCancelled(Call("a", new MessageId(1, 1))));
        Assert.False(_calls.WasCancelled(Call("a", new MessageId(1, 9))));
        Assert.False(_calls.WasCancelled(Call("a")));

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(_calls.WasCancelled(Call("a", new MessageId(1, 2))));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(_calls.WasCancelled(Call("a", new MessageId(1, 3))));
    }

    [Fact]
    public void Thousands_of_cancels_are_remembered_and_the_oldest_are_forgotten_first()
    {
        for (ulong i = 0; i < 20_000; i++)
        {
            _calls.Cancel(new CallCancel(new MessageId(1, i)));
        }

        Assert.True(_calls.WasCancelled(Call("a", new MessageId(1, 19_999))));
        Assert.True(_calls.WasCancelled(Call("a", new MessageId(1, 10_000))));
        Assert.False(_calls.WasCancelled(Call("a", new MessageId(1, 0))));
    }

    [Fact]
    public void Who_cancels_what_is_nowhere_does_not_push_out_the_cancels_of_others()
    {
        _calls.Cancel(new CallCancel(new MessageId(1, 1), "q"));
        for (ulong i = 0; i < 50_000; i++)
        {
            _calls.Cancel(new CallCancel(new MessageId(2, i), "flood"));
        }

        Assert.True(_calls.WasCancelled(Call("a", new MessageId(1, 1))));
        _calls.Cancel(new CallCancel(new MessageId(1, 2), "q"));
        Assert.True(_calls.WasCancelled(Call("a", new MessageId(1, 2))));
    }

    [Fact]
    public async Task It_is_empty_when_the_last_message_has_its_ending()
    {
        Assert.True(new RunningCalls(_clock).WhenEmpty().IsCompleted);
        var first = Call("a");
        var second = Call("b");
        _calls.Add(first);
        _calls.Add(second);
        var empty = _calls.WhenEmpty();

        first.TryGiveBack();
        Assert.False(empty.IsCompleted);
        second.EndDetached();

        await empty.WaitAsync(WaitLimit.Default);
        Assert.Equal("acknowledge", Ending(second));
    }

    private static string Ending(ServingCall call) => ((Message)call.Message).Ending;

    private ServingCall Call(string uniqueId, MessageId? callId = null)
    {
        var text = callId is null ? "" : $$""", "_msg_id": "{{callId}}", "_reply_q": "q" """;
        return new ServingCall(_server, new Message(), RequestReader.Read(Encoding.UTF8.GetBytes($$"""{"method": "m", "_unique_id": "{{uniqueId}}"{{text}}}""")));
    }

    private sealed class Message : IncomingMessage
    {
        public string Ending { get; private set; } = "";

        public override EnvelopeFormat ReplyFormat => EnvelopeFormat.Bare;

        public override void Acknowledge() => Ending += "acknowledge";

        public override void Requeue() => Ending += "requeue";

        public override void Reject(string reason) => Ending += "reject";

        public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline,
            CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
