using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Messaging.Drivers.Amqp1.Tests.Support;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>A broker that has what RabbitMQ 4 has, and answers what makes no sense.</summary>
internal sealed class OddBroker : ILinkProcessor, IDisposable
{
    private readonly ContainerHost _host;
    private readonly string? _replyAddress;
    private readonly ConcurrentDictionary<Session, ListenerLink> _answers = new();

    /// <param name="replyAddress">What it gives as the address of replies.</param>
    public OddBroker(string? replyAddress)
    {
        _replyAddress = replyAddress;
        Port = FreePorts.Next();
        _host = new ContainerHost([new Address("127.0.0.1", Port, null, null, "/", "AMQP")]);
        _host.Listeners[0].SASL.EnablePlainMechanism("guest", "guest");
        _host.RegisterLinkProcessor(this);
        _host.Open();
    }

    public int Port { get; }

    public void Dispose() => _host.Close();

    public void Process(AttachContext context)
    {
        if (!context.Attach.Role)
        {
            context.Complete(new Management(_answers), 100);
        }
        else if (context.Attach.Source is Source { Dynamic: true } replies)
        {
            replies.Address = _replyAddress;
            context.Complete(new AnswerEndpoint(), 0);
        }
        else if (context.Attach.Source is Source { Address: "/management" })
        {
            _answers[context.Link.Session] = context.Link;
            context.Complete(new AnswerEndpoint(), 0);
        }
        else
        {
            context.Complete(new Error("odd:no-reason"));
        }
    }

    private sealed class Management(ConcurrentDictionary<Session, ListenerLink> answers) : LinkEndpoint
    {
        public override void OnMessage(MessageContext messageContext)
        {
            var properties = new Properties { Subject = "fine" };
            properties.SetCorrelationId(messageContext.Message.Properties.GetMessageId());
            messageContext.Complete();
            answers[messageContext.Link.Session].SendMessage(new Message { Properties = properties, BodySection = new AmqpValue() });
        }

        public override void OnFlow(FlowContext flowContext)
        {
            // As many answers as requests.
        }

        public override void OnDisposition(DispositionContext dispositionContext)
        {
            // Requests come settled.
        }
    }
}
