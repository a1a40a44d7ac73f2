using System.Text.Json;
using Amqp;
using Amqp.Framing;
using Messaging.Benchmarks.Subjects.Raw;
using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.RawAmqp1;

/// <summary>
/// The raw twin's client: requests unsettled, replies from a queue of its own. (RabbitMQ's volatile queue drops some: decision 0040.)
/// </summary>
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
        var queue = $"raw-replies-{Guid.NewGuid():N}";
        await DeclareAsync(url, queue, cancellationToken);
        var source = new Source { Address = "/queues/" + queue };
        var link = new ReceiverLink(
            client._line.NewSession(), "replies",
            new Attach { Source = source, Target = new Amqp.Framing.Target(), SndSettleMode = SenderSettleMode.Settled }, null);
        client._replyQueue = JsonEncodedText.Encode(queue);
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

    /// <summary>In the other protocol of the broker, for it is not measured.</summary>
    private static async Task DeclareAsync(string url, string queue, CancellationToken cancellationToken)
    {
        await using var connection = await RawFactory.Create(url).CreateConnectionAsync("raw twin, replies", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(queue, durable: false, exclusive: false, autoDelete: true, cancellationToken: cancellationToken);
    }

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
