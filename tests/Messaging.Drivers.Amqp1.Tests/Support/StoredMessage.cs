using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Tests.Support;

/// <summary>A message in a queue of the broker in this process.</summary>
internal sealed class StoredMessage(Message message)
{
    private readonly long _since = TimeProvider.System.GetTimestamp();

    /// <summary>The later it came, the larger.</summary>
    public long Order { get; set; }

    /// <summary>Whether it was delivered before.</summary>
    public bool IsAgain { get; set; }

    /// <summary>What the broker adds to it, or null.</summary>
    public MessageAnnotations? Annotations { get; init; }

    /// <summary>How many deliveries of it failed.</summary>
    public uint Failures { get; set; }

    /// <summary>Whether its time to live is over.</summary>
    public bool IsExpired => message.Header is { } header && header.HasField(2)
        && TimeProvider.System.GetElapsedTime(_since).TotalMilliseconds >= header.Ttl;

    /// <summary>The message as it is sent to one consumer.</summary>
    public Message ForDelivery()
    {
        var header = new Header { Durable = true, FirstAcquirer = !IsAgain, DeliveryCount = Failures };
        if (message.Header is { } given && given.HasField(2))
        {
            header.Ttl = given.Ttl;
        }

        return new Message
        {
            Header = header, Properties = message.Properties, ApplicationProperties = message.ApplicationProperties,
            MessageAnnotations = Annotations, BodySection = message.BodySection is Data data ? new Data { Binary = data.Binary } : message.BodySection,
        };
    }
}
