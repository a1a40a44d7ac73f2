using Amqp;
using Amqp.Framing;
using Messaging.Benchmarks.Subjects.Raw;
using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.RawAmqp1;

/// <summary>The raw twin's server: answers where the requests arrive, one after the other, and accepts each.</summary>
internal sealed class RawAmqp1Server : IAsyncDisposable
{
    private const int Prefetch = 256;

    private static readonly OutcomeCallback Ignore = static (_, _, _, _) => { };

    private readonly RawAmqp1Line _line;
    private readonly RawBuffer _buffer = new();
    private RawReplyTo _replyTo;
    private CachedString? _replyQueue;
    private string _address = "";

    private RawAmqp1Server(RawAmqp1Line line) => _line = line;

    public static async Task<RawAmqp1Server> StartAsync(string url, string topic, CancellationToken cancellationToken)
    {
        await DeclareAsync(url, topic, cancellationToken);
        var server = new RawAmqp1Server(await RawAmqp1Line.OpenAsync(url, "server"));
        var link = new ReceiverLink(
            server._line.NewSession(), "requests",
            new Attach
            {
                Source = new Source { Address = "/queues/" + topic },
                Target = new Amqp.Framing.Target(),
                SndSettleMode = SenderSettleMode.Unsettled,
                RcvSettleMode = ReceiverSettleMode.First,
            },
            null);
        link.Start(Prefetch, server.OnRequest);
        return server;
    }

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    /// <summary>In the other protocol of the broker, for it is not measured.</summary>
    private static async Task DeclareAsync(string url, string topic, CancellationToken cancellationToken)
    {
        await using var connection = await RawFactory.Create(url).CreateConnectionAsync("raw twin, topology", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(
            topic, ExchangeType.Topic, durable: false, autoDelete: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(topic, durable: false, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(topic, topic, topic, cancellationToken: cancellationToken);
    }

    private void OnRequest(IReceiverLink link, Message message)
    {
        link.Accept(message);
        var body = ((Data)message.BodySection).Buffer;
        var (id, payload) = RawMessage.ReadRequest(body.Buffer.AsSpan(body.Offset, body.Length), ref _replyTo);
        if (!ReferenceEquals(_replyQueue, _replyTo.Queue))
        {
            _replyQueue = _replyTo.Queue;
            _address = "/queues/" + Uri.EscapeDataString(_replyQueue.Value);
        }

        RawMessage.WriteReply(_buffer.Start(), id, payload);
        _line.Send(_address, _buffer.Written, null, Ignore, null);
    }
}
