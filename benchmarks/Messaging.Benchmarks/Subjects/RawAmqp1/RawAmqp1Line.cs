using System.Runtime.InteropServices;
using Amqp;
using Amqp.Framing;

namespace Messaging.Benchmarks.Subjects.RawAmqp1;

/// <summary>A connection of the raw twin on AMQPNetLite, with one link that everything is sent through.</summary>
internal sealed class RawAmqp1Line(Connection connection, SenderLink sender) : IAsyncDisposable
{
    private const int MaxFrameSize = 128 * 1024;

    public static async Task<RawAmqp1Line> OpenAsync(string url, string name)
    {
        var address = BrokerAddress.Parse(url);
        var factory = new ConnectionFactory();
        factory.TCP.NoDelay = true;
        factory.AMQP.MaxFrameSize = MaxFrameSize;
        factory.AMQP.ContainerId = $"raw twin, {name}, {Guid.NewGuid():N}";
        factory.AMQP.HostName = "vhost:" + address.VirtualHost;
        var connection = await factory.CreateAsync(new Address(address.Host, address.Port, address.User, address.Password, "/", "AMQP"));
        return new RawAmqp1Line(connection, new SenderLink(new Session(connection), "send", new Amqp.Framing.Target(), null));
    }

    public Session NewSession() => new(connection);

    /// <summary>Sends a message with the properties that ours have. The body is written when this returns.</summary>
    public void Send(string to, ReadOnlyMemory<byte> body, uint? timeToLive, OutcomeCallback onOutcome, object? state)
    {
        MemoryMarshal.TryGetArray(body, out var array);
        var header = new Header { Durable = true };
        if (timeToLive is { } ttl)
        {
            header.Ttl = ttl;
        }

        sender.Send(
            new Message
            {
                Header = header,
                Properties = new Properties { To = to, ContentType = "application/json", ContentEncoding = "utf-8" },
                BodySection = new Data { Buffer = new ByteBuffer(array.Array, array.Offset, array.Count, array.Count) },
            },
            onOutcome, state);
    }

    public async ValueTask DisposeAsync() => await connection.CloseAsync();
}
