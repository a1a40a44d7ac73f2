using Messaging.Hosting.Configuring;

namespace Messaging.Hosting;

/// <summary>The settings of one notification listener: section <c>Messaging:Listeners:NAME</c>.</summary>
public sealed class MessagingListenerOptions
{
    /// <summary>The topics that are listened to, separated by commas.</summary>
    /// <value>Null: the listener's name in <c>AddNotificationListener</c>.</value>
    public string? Topics { get; set; }

    /// <summary>The exchange of the topics.</summary>
    /// <value>Null: <see cref="MessagingOptions.ControlExchange"/>.</value>
    public string? Exchange { get; set; }

    /// <summary>The name of a pool: each pool gets a copy of all notifications.</summary>
    /// <value>Null: listeners share the queues of the topics themselves.</value>
    public string? Pool { get; set; }

    /// <summary>Whether a notification returns to its queue when a method asks for it, or fails.</summary>
    /// <value>False, as in oslo.messaging: it is acknowledged, and logged.</value>
    public bool AllowRequeue { get; set; }

    /// <summary>How many notifications methods get at once, from 1 to 30,000; above 1 they take a list.</summary>
    /// <value>1.</value>
    public int BatchSize { get; set; } = 1;

    /// <summary>How long the first notification of a batch waits for the others.</summary>
    /// <value>1 second.</value>
    public TimeSpan BatchTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many notifications, or batches, are handled at a time, from 1 to 60,000; 1 keeps their order.</summary>
    /// <value>64.</value>
    public int Concurrency { get; set; } = 64;

    /// <summary>The most notifications that the broker delivers before one of them is settled, from <see cref="BatchSize"/> to
    /// 65,535.</summary>
    /// <value>Null: as many as may be handled at a time; for batches, two batches.</value>
    public int? Prefetch { get; set; }

    /// <summary>How long a stop waits for running methods before it cancels them. The host's own shutdown timeout also ends the
    /// wait.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    internal Target[] ToTargets(string name) =>
        Array.ConvertAll(CommaList.Split(Topics ?? name), topic => new Target { Topic = topic, Exchange = Exchange });

    internal NotificationListenerOptions ToListenerOptions() => new()
    {
        Pool = Pool,
        AllowRequeue = AllowRequeue,
        BatchSize = BatchSize,
        BatchTimeout = BatchTimeout,
        Concurrency = Concurrency,
        Prefetch = Prefetch,
        DrainTimeout = DrainTimeout,
    };
}
