using System.Text.Json;
using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Messaging.Benchmarks.Subjects.Raw;

namespace Messaging.Benchmarks.Subjects.RawAmqp1;

/// <summary>The raw twin's client: requests unsettled, replies from a volatile queue.</summary>
internal sealed class RawAmqp1Client : IAsyncDisposable
{
    private const int Credit = 20_000;
    private const uint TimeToLive = 60_000;

    private readonly RawAmqp1Line _line;
    private readonly string _address;
    private readonly RawCalls _calls = new();
    private readonly OutcomeCallback _onOutcome;
    private JsonEncodedText _replyQueue;

    private RawAmqp1Client(RawAmqp1Line line, string topic)
    {
        _line = line;
        _address = $"/exchanges/{topic}/{topic}";
        _onOutcome = OnOutcome;
    }

    public static async Task<RawAmqp1Client> StartAsync(string url, string topic, CancellationToken cancellationToken)
    {
        var client = new RawAmqp1Client(await RawAmqp1Line.OpenAsync(url, "client"), topic);
        var attached = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var source = new Source
        {
            Dynamic = true, ExpiryPolicy = new Symbol("link-detach"), Capabilities = [new Symbol("rabbitmq:volatile-queue")],
        };
        var link = new ReceiverLink(
            client._line.NewSession(), "replies",
            new Attach { Source = source, Target = new Amqp.Framing.Target(), SndSettleMode = SenderSettleMode.Settled },
            (_, attach) => attached.TrySetResult(((Source)attach.Source).Address));
        var address = await attached.Task.WaitAsync(cancellationToken);
        client._replyQueue = JsonEncodedText.Encode(Uri.UnescapeDataString(address["/queues/".Length..]));
        link.Start(Credit, client.OnReply);
        return client;
    }

    public ValueTask<string> CallAsync(string payload)
    {
        var call = _calls.Take();
        var task = call.Task;
        _line.Send(_address, call.Encode(payload, _replyQueue), TimeToLive, _onOutcome, call);
        return task;
    }

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    private void OnReply(IReceiverLink link, Message message)
    {
        link.Accept(message);
        var buffer = ((Data)message.BodySection).Buffer;
        var (id, result) = RawMessage.ReadReply(buffer.Buffer.AsSpan(buffer.Offset, buffer.Length));
        _calls.Find(id)?.Complete(id, result!);
    }

    private static void OnOutcome(ILink link, Message message, Outcome outcome, object state)
    {
        if (outcome is not Accepted)
        {
            var call = (RawCall)state;
            call.Fail(call.Id, new InvalidOperationException($"No queue took the request: {outcome}."));
        }
    }
}
