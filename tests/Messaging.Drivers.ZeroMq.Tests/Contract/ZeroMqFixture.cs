using System.Net;
using System.Net.Sockets;
using System.Text;
using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Drivers.ZeroMq.Tests.Contract;

/// <summary>An address of its own for each test, as the driver contract wants it.</summary>
internal sealed class ZeroMqFixture : IDriverFixture
{
    private readonly int _port = FreePorts.Next();
    private readonly bool _isEncrypted;
    private readonly string? _file;

    public ZeroMqFixture(Serving serving = Serving.Nobody, bool isEncrypted = false, bool isLocal = false)
    {
        _isEncrypted = isEncrypted;
        _file = isLocal ? SocketFiles.Next() : null;
        ZeroMqDriver.Register(Drivers);
        if (serving == Serving.Somebody)
        {
            var url = TransportUrl.Parse(Url);
            var driver = Drivers.Find(url).Create(url, new DriverContext
            {
                LoggerFactory = NullLoggerFactory.Instance,
                TimeProvider = TimeProvider.System,
                ControlExchange = "openstack",
                MaxMessageSize = 128 * 1024 * 1024,
            });

            // Binding is done when the method returns: an address needs no name to be looked up.
            _ = driver.ListenAsync(new Target { Topic = "elsewhere", Server = "s" }, new ListenOptions(), new Deaf(), CancellationToken.None);
        }
    }

    public string Url => $"{(_file is null ? $"zmq://127.0.0.1:{_port}" : $"zmq+ipc://{_file}")}?grace=60{(_isEncrypted ? KeyFiles.Query : "")}";

    public DriverRegistry Drivers { get; } = new();

    public async Task PublishRawAsync(string topic, ReadOnlyMemory<byte> body)
    {
        await using var client = await RawClient.ConnectAsync(_file is null ? new IPEndPoint(IPAddress.Loopback, _port) : new UnixDomainSocketEndPoint(_file));
        var replyTo = "raw-" + Guid.NewGuid().ToString("N");
        await (_isEncrypted ? client.GreetAsync(replyTo, KeyFiles.CreateClient()) : client.GreetAsync(replyTo));
        var id = await client.SendCastAsync("openstack", topic, body);
        while (true)
        {
            var (header, _) = await client.ReceiveMessageAsync();
            if (header.AsSpan(2, 16).SequenceEqual(id))
            {
                Assert.True(header[1] == 8, $"The server answered {header[1]}: {Encoding.ASCII.GetString(header)}");
                return;
            }
        }
    }

    private sealed class Deaf : IMessageReceiver
    {
        public void OnMessage(IncomingMessage message, ReadOnlySpan<byte> body) => message.Acknowledge();

        public bool OnCancel(CallCancel cancel) => false;
    }
}
