using System.Diagnostics.CodeAnalysis;
using Messaging.Drivers;
using Messaging.Intake;
using Messaging.Notifications.Diagnostics;
using Messaging.Notifications.Listening;
using Messaging.Notifications.Messages;

namespace Messaging;

/// <summary>Receives the notifications of some topics and passes each to the endpoints that want it: those with a method for its priority
/// and a matching filter, in order.</summary>
/// <remarks>
/// <para>A notification is acknowledged after the endpoints ran, so one that a lost process was handling is redelivered. The listener only
/// receives from the queues of priorities that an endpoint has a method for.</para>
/// <para>Start it once, stop it once. It recovers from lost connections by itself. <see cref="StartAsync"/>, <see cref="StopAsync"/> and
/// <see cref="DisposeAsync"/> may be called from any thread, one at a time; methods of endpoints run concurrently, as
/// <see cref="NotificationListenerOptions.Concurrency"/> says.</para>
/// </remarks>
public sealed class NotificationListener : IAsyncDisposable
{
    private const string Reflects =
        "Finds the methods of endpoints by reflection. Use Create with endpoints of NotificationHandler.Create instead.";

    private readonly Transport _transport;
    private readonly NotificationListenerOptions _options;
    private readonly INotificationDriver _driver;
    private readonly Func<IReadOnlyList<NotificationEndpoint>> _endpoints;
    private readonly MessageIntake<NotificationLoop> _intake;

    /// <summary>Creates a listener on one topic with default options.</summary>
    /// <param name="transport">The transport to listen on; not owned.</param>
    /// <param name="topic">The topic, such as <c>notifications</c>.</param>
    /// <param name="endpoints">Objects with a public method for each priority that they want, or
    /// <see cref="NotificationEndpoint"/>s.</param>
    /// <exception cref="InvalidTargetException">The topic is not valid.</exception>
    /// <exception cref="ArgumentException"><paramref name="endpoints"/> is empty.</exception>
    /// <exception cref="NotSupportedException">The transport's driver does not support notifications.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public NotificationListener(Transport transport, string topic, params object[] endpoints)
        : this(transport, [new Target { Topic = topic }], new NotificationListenerOptions(), endpoints)
    {
    }

    /// <summary>Creates a listener.</summary>
    /// <param name="transport">The transport to listen on; not owned.</param>
    /// <param name="targets">The topics, each with its exchange if it is not the control exchange.</param>
    /// <param name="options">The options.</param>
    /// <param name="endpoints">Objects with a public method for each priority that they want, or
    /// <see cref="NotificationEndpoint"/>s.</param>
    /// <exception cref="InvalidTargetException">A target has no topic, or a part that does not apply to notifications.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or there are no targets or no endpoints.</exception>
    /// <exception cref="NotSupportedException">The transport's driver does not support notifications.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public NotificationListener(
        Transport transport, IReadOnlyList<Target> targets, NotificationListenerOptions options, params object[] endpoints)
        : this(
            transport, targets, options, () => [.. endpoints.Select(e => e as NotificationEndpoint ?? NotificationEndpoint.FromObject(e))])
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ThrowIfNone(endpoints);
    }

    private NotificationListener(
        Transport transport, IReadOnlyList<Target> targets, NotificationListenerOptions options,
        Func<IReadOnlyList<NotificationEndpoint>> endpoints)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        if (targets.Count == 0)
        {
            throw new ArgumentException("A listener needs at least one target.", nameof(targets));
        }

        foreach (var target in targets)
        {
            NotificationTargets.Check(target);
        }

        options.Validate();
        _driver = NotificationTargets.RequireDriver(transport);
        _transport = transport;
        Targets = [.. targets];
        _options = options;
        _endpoints = endpoints;
        _intake = new MessageIntake<NotificationLoop>(this, transport);
    }

    /// <summary>The topics that it listens to.</summary>
    public IReadOnlyList<Target> Targets { get; }

    /// <summary>Creates a listener from endpoints that are described by hand, without reflection.</summary>
    /// <param name="transport">The transport to listen on; not owned.</param>
    /// <param name="targets">The topics, each with its exchange if it is not the control exchange.</param>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <returns>The listener.</returns>
    /// <exception cref="InvalidTargetException">A target has no topic, or a part that does not apply to notifications.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or there are no targets or no endpoints.</exception>
    /// <exception cref="NotSupportedException">The transport's driver does not support notifications.</exception>
    public static NotificationListener Create(
        Transport transport, IReadOnlyList<Target> targets, IReadOnlyList<NotificationEndpoint> endpoints,
        NotificationListenerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ThrowIfNone(endpoints);
        return new NotificationListener(transport, targets, options ?? new NotificationListenerOptions(), () => endpoints);
    }

    /// <summary>Starts listening. When the task completes, the broker routes notifications here.</summary>
    /// <param name="cancellationToken">Cancels the attempt; nothing is left behind, and it may be repeated.</param>
    /// <exception cref="InvalidEndpointException">An endpoint has a method that cannot be called; the message names it.</exception>
    /// <exception cref="ConnectionFailedException">The broker could not be reached, or refused the connection.</exception>
    /// <exception cref="DeliveryException">The broker refused a queue or an exchange.</exception>
    /// <exception cref="InvalidOperationException">The listener was already started.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ObjectDisposedException">The listener was stopped, or the transport disposed.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var table = new NotificationTable(_endpoints(), isBatch: _options.BatchSize > 1);
        var sources = Targets
            .SelectMany(target => table.Priorities.Select(priority => NotificationTargets.Of(target.Topic!, target.Exchange, priority)))
            .ToArray();
        var listening = new ListenOptions { Prefetch = _options.EffectivePrefetch, KeepOrder = _options.Concurrency == 1 };
        var loop = await _intake
            .StartAsync(
                () => new NotificationLoop(_transport, Targets, _options, table),
                (loop, token) => _driver.ListenForNotificationsAsync(sources, _options.Pool, listening, loop, token),
                cancellationToken)
            .ConfigureAwait(false);
        NotificationLog.ListenerStarted(loop.Logger, loop.Topics);
    }

    /// <summary>Stops: receives no new notifications, gives back those that have not begun, waits for running methods, and cancels methods
    /// that take longer than <see cref="NotificationListenerOptions.DrainTimeout"/>.</summary>
    /// <param name="cancellationToken">Ends the wait for running methods: they are cancelled, and the stop continues.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _intake.StopAsync(
        static (loop, handedBack) => NotificationLog.ListenerStopped(loop.Logger, loop.Topics, handedBack), cancellationToken);

    /// <summary>Stops, as <see cref="StopAsync"/> does.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private static void ThrowIfNone<T>(IReadOnlyCollection<T> endpoints)
    {
        if (endpoints.Count == 0)
        {
            throw new ArgumentException("A listener needs at least one endpoint.", nameof(endpoints));
        }
    }
}
