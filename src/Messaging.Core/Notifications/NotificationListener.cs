using System.Diagnostics.CodeAnalysis;
using Messaging.Diagnostics;
using Messaging.Drivers;
using Messaging.Listening;
using Messaging.Notifying;

namespace Messaging;

/// <summary>Takes the notifications of some topics and gives each to the endpoints that want it: those with a method for its priority whose filter it passes, in their order.</summary>
/// <remarks>
/// <para>A notification is acknowledged after the endpoints ran, so one that a lost process had in work comes again. Only the queues of priorities that an endpoint has a method for are taken from.</para>
/// <para>Start it once, stop it once. It survives lost connections by itself. <see cref="StartAsync"/>, <see cref="StopAsync"/> and <see cref="DisposeAsync"/> may be
/// called from any thread, one at a time; methods of endpoints run concurrently, as <see cref="NotificationListenerOptions.Concurrency"/> says.</para>
/// </remarks>
public sealed class NotificationListener : IAsyncDisposable
{
    private const string Reflects = "Finds the methods of endpoints by reflection. Use Create with endpoints of NotificationHandler.Create instead.";

    private readonly Transport _transport;
    private readonly NotificationListenerOptions _options;
    private readonly INotificationDriver _driver;
    private readonly Func<IReadOnlyList<NotificationEndpoint>> _endpoints;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private NotificationLoop? _loop;
    private IListener? _listener;
    private bool _stopped;

    /// <summary>Creates a listener on one topic with default options.</summary>
    /// <param name="transport">The transport to listen on; not owned.</param>
    /// <param name="topic">The topic, such as <c>notifications</c>.</param>
    /// <param name="endpoints">Objects with a public method for each priority that they want, or <see cref="NotificationEndpoint"/>s.</param>
    /// <exception cref="InvalidTargetException">The topic is not valid.</exception>
    /// <exception cref="ArgumentException">There is no endpoint.</exception>
    /// <exception cref="NotSupportedException">The transport's driver has no notifications.</exception>
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
    /// <param name="endpoints">Objects with a public method for each priority that they want, or <see cref="NotificationEndpoint"/>s.</param>
    /// <exception cref="InvalidTargetException">A target has no topic, or something that is no part of notifications.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or there is no target or no endpoint.</exception>
    /// <exception cref="NotSupportedException">The transport's driver has no notifications.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public NotificationListener(Transport transport, IReadOnlyList<Target> targets, NotificationListenerOptions options, params object[] endpoints)
        : this(transport, targets, options, () => [.. endpoints.Select(e => e as NotificationEndpoint ?? NotificationEndpoint.FromObject(e))])
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ThrowIfNone(endpoints);
    }

    private NotificationListener(
        Transport transport, IReadOnlyList<Target> targets, NotificationListenerOptions options, Func<IReadOnlyList<NotificationEndpoint>> endpoints)
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
            TargetRules.ForNotifications(target);
        }

        options.Validate();
        _driver = NotificationTargets.RequireDriver(transport);
        _transport = transport;
        Targets = [.. targets];
        _options = options;
        _endpoints = endpoints;
    }

    /// <summary>What is listened to.</summary>
    public IReadOnlyList<Target> Targets { get; }

    /// <summary>Creates a listener of endpoints that are described by hand, without reflection.</summary>
    /// <param name="transport">The transport to listen on; not owned.</param>
    /// <param name="targets">The topics, each with its exchange if it is not the control exchange.</param>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <returns>The listener.</returns>
    /// <exception cref="InvalidTargetException">A target has no topic, or something that is no part of notifications.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or there is no target or no endpoint.</exception>
    /// <exception cref="NotSupportedException">The transport's driver has no notifications.</exception>
    public static NotificationListener Create(
        Transport transport, IReadOnlyList<Target> targets, IReadOnlyList<NotificationEndpoint> endpoints, NotificationListenerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ThrowIfNone(endpoints);
        return new NotificationListener(transport, targets, options ?? new NotificationListenerOptions(), () => endpoints);
    }

    /// <summary>Starts to listen. When the task ends, the broker routes notifications here.</summary>
    /// <param name="cancellationToken">Ends the attempt; nothing is left behind, and it may be made again.</param>
    /// <exception cref="InvalidEndpointException">An endpoint has a method that cannot be called; the message names it.</exception>
    /// <exception cref="ConnectionFailedException">The broker could not be reached or refused us.</exception>
    /// <exception cref="DeliveryException">The broker refused a queue or an exchange.</exception>
    /// <exception cref="InvalidOperationException">The listener was started before.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ObjectDisposedException">The listener was stopped, or the transport disposed.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            _transport.ThrowIfDisposed();
            if (_loop is not null)
            {
                throw new InvalidOperationException("The listener was started before.");
            }

            var table = new NotificationTable(_endpoints(), isBatch: _options.BatchSize > 1);
            var loop = new NotificationLoop(_transport, Targets, _options, table);
            try
            {
                var sources = Targets
                    .SelectMany(target => table.Priorities.Select(priority => NotificationTargets.Of(target.Topic!, target.Exchange, priority)))
                    .ToArray();
                _listener = await _driver
                    .ListenForNotificationsAsync(
                        sources, _options.Pool, new ListenOptions { Prefetch = _options.EffectivePrefetch }, loop, cancellationToken)
                    .ConfigureAwait(false);
                _loop = loop;
            }
            finally
            {
                if (_loop is null)
                {
                    loop.Dispose();
                }
            }

            NotificationLog.ListenerStarted(loop.Logger, loop.Topics);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops: takes no new notifications, gives back those that have not begun, waits for running methods, and cancels what takes longer than <see cref="NotificationListenerOptions.DrainTimeout"/>.</summary>
    /// <param name="cancellationToken">Ends the wait for running methods: they are cancelled, and the stop goes on.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            _stopped = true;
            if (_loop is not { } loop || _listener is not { } listener)
            {
                return;
            }

            _loop = null;
            _listener = null;
            loop.Close();
            await listener.StopAsync(CancellationToken.None).ConfigureAwait(false);
            var handedBack = await loop.DrainAsync(cancellationToken).ConfigureAwait(false);
            await listener.DisposeAsync().ConfigureAwait(false);
            loop.Dispose();
            NotificationLog.ListenerStopped(loop.Logger, loop.Topics, handedBack);
        }
        finally
        {
            _turn.Release();
        }
    }

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
