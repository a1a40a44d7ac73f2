using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Tests.Support;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>
/// A broker in this process that has queues and topics with subscriptions, as Azure Service Bus and Artemis do, and nothing to declare them by. It
/// is no proof of how those behave.
/// </summary>
internal sealed class GenericBroker : ILinkProcessor, IDisposable
{
    public const string User = "RootManageSharedAccessKey";

    // As the keys of Azure Service Bus look: Base64.
    public const string Key = "a+b/c3Vyw7w=";

    private static readonly Symbol SessionFilter = new("com.microsoft:session-filter");

    private readonly ContainerHost _host;
    private readonly GenericBrokerSetup _setup;
    private readonly ConcurrentDictionary<string, ProcessQueue> _queues = new();
    private readonly ConcurrentDictionary<ListenerLink, string> _links = new();

    public GenericBroker(GenericBrokerSetup setup)
    {
        _setup = setup;
        Port = FreePorts.Next();
        foreach (var name in setup.Queues)
        {
            _queues[name] = new ProcessQueue();
        }

        _host = new ContainerHost([new Address("127.0.0.1", Port, null, null, "/", "AMQP")]);
        _host.Listeners[0].SASL.EnablePlainMechanism(User, Key);
        _host.Listeners[0].HandlerFactory = _ => new GenericHandler(setup.MaxMessageSize, name => HostName = name);
        _host.RegisterLinkProcessor(this);
        _host.Open();
    }

    public int Port { get; }

    /// <summary>The name by which the last client called the broker.</summary>
    public string? HostName { get; private set; }

    /// <summary>What was sent.</summary>
    public Journal<(string Address, Message Message)> Sent { get; } = new();

    /// <summary>What was rejected by who received it.</summary>
    public Journal<Message> DeadLetters { get; } = new();

    /// <summary>The addresses of the links that were attached, in their order.</summary>
    public Journal<string> Attached { get; } = new();

    /// <summary>What becomes of the next messages to an address, instead of their being taken.</summary>
    public ConcurrentDictionary<string, DeliveryState> Outcomes { get; } = new();

    /// <summary>How many links there are.</summary>
    public int LinkCount => _links.Count;

    public string Url(string options) =>
        $"amqp1://{User}:{Uri.EscapeDataString(Key)}@127.0.0.1:{Port}/?dialect=generic{(options.Length == 0 ? "" : "&" + options)}";

    /// <summary>Closes the links with an address, as when nothing came through them for ten minutes.</summary>
    public async Task CloseLinksAsync(string address)
    {
        var closing = _links.Where(link => link.Value == address).Select(link => link.Key).ToArray();
        foreach (var link in closing)
        {
            _links.TryRemove(link, out _);
            try
            {
                await link.CloseAsync(TimeSpan.FromSeconds(5), new Error("amqp:link:detach-forced") { Description = "Idle timeout: 00:10:00." });
            }
            catch (AmqpException)
            {
                // The library throws the error that was given to it, at times.
            }
        }
    }

    public void Dispose() => _host.Close();

    public void Process(AttachContext context)
    {
        var attach = context.Attach;
        var address = attach.Role ? ((Source)attach.Source).Address : ((Amqp.Framing.Target)attach.Target).Address;
        if (attach.Role && ((Source)attach.Source).Dynamic)
        {
            AttachDynamic(context, (Source)attach.Source);
        }
        else if (string.IsNullOrEmpty(address))
        {
            context.Complete(new Error(ErrorCode.NotAllowed) { Description = "A link without an address is not supported." });
        }
        else if (_setup.Forbidden == address)
        {
            context.Complete(new Error(ErrorCode.UnauthorizedAccess) { Description = $"'Send' or 'Listen' is missing for {address}." });
        }
        else if (attach.Role)
        {
            AttachConsumer(context, address, ((Source)attach.Source).FilterSet?[SessionFilter] as string);
        }
        else if (IsThere(address))
        {
            Remember(context.Link, address);
            context.Complete(new GenericIntake(this, address), 1000);
        }
        else
        {
            context.Complete(new Error(ErrorCode.NotFound) { Description = $"The messaging entity '{address}' could not be found." });
        }
    }

    /// <summary>Puts a message into the queue, or into each subscription of the topic. </summary>
    public DeliveryState Publish(string address, Message message)
    {
        if (Outcomes.TryRemove(address, out var outcome))
        {
            return outcome;
        }

        Sent.Add((address, message));
        if (_setup.MaxMessageSize > 0 && (ulong)message.Encode().Length > _setup.MaxMessageSize)
        {
            return new Rejected { Error = new Error(ErrorCode.MessageSizeExceeded) };
        }

        var key = message.Properties?.GroupId is { } group && _setup.SessionQueue == address ? $"{address}|{group}" : address;
        foreach (var (_, queue) in _queues.Where(entry => entry.Key == key || entry.Key.StartsWith(address + "/Subscriptions/", StringComparison.Ordinal)))
        {
            queue.Add(new StoredMessage(message) { Annotations = new MessageAnnotations { [new Symbol("x-opt-sequence-number")] = 7L, [new Symbol("x-opt-locked-until")] = DateTime.UnixEpoch } });
        }

        return new Accepted();
    }

    private bool IsThere(string address)
    {
        if (_setup.MakesQueues && address.StartsWith("notify/", StringComparison.Ordinal))
        {
            _queues.GetOrAdd(address + "/Subscriptions/nobodys", _ => new ProcessQueue());
        }

        return IsDeclared(address);
    }

    private bool IsDeclared(string address) => address == _setup.SessionQueue || _queues.ContainsKey(address)
        || _queues.Keys.Any(name => name.StartsWith(address + "/Subscriptions/", StringComparison.Ordinal));

    private void AttachDynamic(AttachContext context, Source source)
    {
        if (!_setup.HasDynamicNodes)
        {
            context.Complete(new Error(ErrorCode.NotImplemented) { Description = "Dynamic nodes are not supported." });
            return;
        }

        source.Address = Guid.NewGuid().ToString();
        _queues[source.Address] = new ProcessQueue();
        Consume(context, source.Address, () => _queues.TryRemove(source.Address, out _));
    }

    private void AttachConsumer(AttachContext context, string address, string? session)
    {
        if (address == _setup.SessionQueue)
        {
            if (session is null)
            {
                context.Complete(new Error(ErrorCode.NotAllowed) { Description = "It is not possible for an entity that requires sessions to create a non-sessionful receiver." });
                return;
            }

            Consume(context, $"{address}|{session}", null);
            return;
        }

        if (!_setup.MakesQueues && !_queues.ContainsKey(address))
        {
            context.Complete(new Error(ErrorCode.NotFound) { Description = $"The messaging entity '{address}' could not be found." });
            return;
        }

        Consume(context, address, null);
    }

    private void Consume(AttachContext context, string name, Action? onClosed)
    {
        Remember(context.Link, name);
        var queue = _queues.GetOrAdd(name, _ => new ProcessQueue());
        context.Complete(new ConsumerEndpoint(context.Link, queue, onClosed, countsAll: true) { OnRejected = DeadLetters.Add }, 0);
    }

    private void Remember(ListenerLink link, string address)
    {
        _links[link] = address;
        link.AddClosedCallback((_, _) => _links.TryRemove(link, out string? _));
        Attached.Add(address);
    }
}
