using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.Support;

/// <summary>
/// A broker in this process with the addresses of RabbitMQ 4: exchanges, queues, bindings, the management node and volatile queues. For where
/// the RabbitMQ at hand does not speak AMQP 1.0 itself. It keeps what it has in memory, and has no users.
/// </summary>
internal sealed class ProcessBroker : ILinkProcessor, IDisposable
{
    private readonly ContainerHost _host;
    private readonly ConcurrentDictionary<string, ProcessQueue> _queues = new();
    private readonly ConcurrentDictionary<string, ProcessExchange> _exchanges = new();
    private readonly ConcurrentDictionary<Session, ListenerLink> _answers = new();

    /// <param name="certificate">What it shows to its clients, for TLS; or null for plain text.</param>
    /// <param name="client">The certificate by which clients log in, or null when they do by password.</param>
    public ProcessBroker(X509Certificate2? certificate = null, X509Certificate2? client = null)
    {
        Port = FreePorts.Next();
        _host = new ContainerHost([new Address("127.0.0.1", Port, null, null, "/", certificate is null ? "AMQP" : "AMQPS")], certificate);
        if (client is null)
        {
            _host.Listeners[0].SASL.EnablePlainMechanism("guest", "guest");
        }
        else
        {
            _host.Listeners[0].SASL.EnableExternalMechanism = true;
            _host.Listeners[0].SSL.ClientCertificateRequired = true;
            _host.Listeners[0].SSL.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == client.GetCertHashString();
        }

        _host.Listeners[0].HandlerFactory = _ => new ProductHandler("RabbitMQ");
        _host.RegisterLinkProcessor(this);
        _host.Open();
    }

    public int Port { get; }

    public void Dispose() => _host.Close();

    public void Process(AttachContext context)
    {
        var attach = context.Attach;
        if (attach.Role)
        {
            AttachConsumer(context, (Source)attach.Source);
        }
        else if (((Amqp.Framing.Target)attach.Target).Address is "/management")
        {
            context.Complete(new ManagementEndpoint(this, _answers), 100);
        }
        else
        {
            context.Complete(new PublishEndpoint(this, ((Amqp.Framing.Target)attach.Target).Address), 1_000_000);
        }
    }

    /// <summary>Puts a message into every queue that its address leads to. False when there is none.</summary>
    public bool Publish(string address, Message message)
    {
        var parts = address.Split('/').Select(Uri.UnescapeDataString).ToArray();
        if (parts[1] == "queues")
        {
            return _queues.TryGetValue(parts[2], out var queue) && queue.Add(new StoredMessage(message));
        }

        var targets = _exchanges.TryGetValue(parts[2], out var exchange) ? exchange.Route(parts.ElementAtOrDefault(3) ?? "") : [];
        var isTaken = false;
        foreach (var name in targets)
        {
            isTaken |= _queues.TryGetValue(name, out var queue) && queue.Add(new StoredMessage(message));
        }

        return isTaken;
    }

    /// <summary>Declares, binds and deletes.</summary>
    public int Manage(string method, string path, Map? body)
    {
        var parts = path.Split('/').Select(Uri.UnescapeDataString).ToArray();
        switch (method, parts[1])
        {
            case ("PUT", "exchanges"):
                _exchanges.GetOrAdd(parts[2], _ => new ProcessExchange((string)body!["type"]));
                return 201;
            case ("PUT", "queues"):
                _queues.GetOrAdd(parts[2], _ => new ProcessQueue());
                return 201;
            case ("POST", "bindings"):
                _exchanges[(string)body!["source"]].Bind((string)body["binding_key"], (string)body["destination_queue"]);
                return 201;
            case ("DELETE", "queues"):
                if (_queues.TryRemove(parts[2], out var deleted))
                {
                    deleted.Delete();
                }

                return 200;
            case ("GET", "queues"):
                return _queues.ContainsKey(parts[2]) ? 200 : 404;
            default:
                return 400;
        }
    }

    private void AttachConsumer(AttachContext context, Source source)
    {
        if (source.Address == "/management")
        {
            _answers[context.Link.Session] = context.Link;
            context.Complete(new AnswerEndpoint(), 0);
            return;
        }

        if (source.Dynamic)
        {
            source.Address = "/queues/amq.rabbitmq.reply-to." + Guid.NewGuid().ToString("N");
            _queues[source.Address["/queues/".Length..]] = new ProcessQueue();
        }

        if (!_queues.TryGetValue(Uri.UnescapeDataString(source.Address["/queues/".Length..]), out var queue))
        {
            context.Complete(new Error(ErrorCode.NotFound) { Description = $"no queue {source.Address}" });
            return;
        }

        var name = Uri.UnescapeDataString(source.Address["/queues/".Length..]);
        var endpoint = new ConsumerEndpoint(context.Link, queue, source.Dynamic ? () => _queues.TryRemove(name, out _) : null);
        context.Complete(endpoint, 0);
    }
}
