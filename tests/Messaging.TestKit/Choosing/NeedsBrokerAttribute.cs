using Xunit.v3;

namespace Messaging.TestKit;

/// <summary>A test that is about some releases of RabbitMQ: with another it is left out.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsBrokerAttribute : Attribute, ITraitAttribute
{
    /// <summary>The first release that it is about, such as <c>4.0</c>.</summary>
    public string? From { get; init; }

    /// <summary>The first release that it is not about any more.</summary>
    public string? Below { get; init; }

    /// <summary>Whether it is about a broker that permits queues that are neither durable nor exclusive.</summary>
    public bool TransientQueues { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => LeftOut.When(
        !LeftOut.IsWithin(RabbitNode.InstalledVersion, From, Below) || (TransientQueues && !RabbitBroker.PermitsTransientQueues));
}
