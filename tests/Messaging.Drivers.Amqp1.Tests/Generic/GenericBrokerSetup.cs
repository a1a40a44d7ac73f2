namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>What a broker in this process has, and what it allows.</summary>
internal sealed record GenericBrokerSetup
{
    /// <summary>The queues and subscriptions that are there.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>A queue with sessions, or null.</summary>
    public string? SessionQueue { get; init; }

    /// <summary>An address that nobody may use, or null.</summary>
    public string? Forbidden { get; init; }

    /// <summary>Whether whoever receives has the queue made.</summary>
    public bool MakesQueues { get; init; }

    /// <summary>Whether it makes addresses for replies.</summary>
    public bool HasDynamicNodes { get; init; }

    /// <summary>The largest message, in bytes; 0 for any.</summary>
    public ulong MaxMessageSize { get; init; }
}
