using System.Collections.Frozen;
using Messaging.Drivers;
using Messaging.Notifications.Diagnostics;
using Messaging.Notifications.Messages;
using Messaging.Notifications.Notifying;

namespace Messaging;

/// <summary>Sends notifications to any listener: each has a priority, an event type and a payload. On RabbitMQ they are the same as those
/// of oslo.messaging's <c>Notifier</c>.</summary>
/// <remarks>
/// <para>Create one and share it; <see cref="With"/> derives others cheaply. Safe for any number of threads.</para>
/// <para>A notification that cannot be written or sent is logged and counted, and the caller continues, unless
/// <see cref="NotifierOptions.ThrowOnFailure"/> is set.</para>
/// </remarks>
public sealed class Notifier
{
    private readonly Transport _transport;
    private readonly NotifierOutputs _outputs;
    private readonly FrozenSet<string> _contextKeys;
    private readonly TimeSpan _timeout;
    private readonly bool _throws;
    private readonly EntitySerializer? _entities;

    /// <summary>Creates a notifier.</summary>
    /// <param name="transport">The transport to send through; not owned.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <exception cref="InvalidTargetException">A topic or the exchange is not valid.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="NotSupportedException">The transport's driver does not support notifications.</exception>
    public Notifier(Transport transport, NotifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        options ??= new NotifierOptions();
        options.Validate();
        _transport = transport;
        _outputs = new NotifierOutputs(transport, options);
        _contextKeys = options.ContextKeys.ToFrozenSet(StringComparer.Ordinal);
        _timeout = options.Timeout ?? transport.CallTimeout;
        _throws = options.ThrowOnFailure;
        _entities = options.EntitySerializer;
        PublisherId = options.PublisherId;
    }

    private Notifier(Notifier other, string? publisherId, TimeSpan timeout)
    {
        _transport = other._transport;
        _outputs = other._outputs;
        _contextKeys = other._contextKeys;
        _throws = other._throws;
        _entities = other._entities;
        _timeout = timeout;
        PublisherId = publisherId;
    }

    /// <summary>The publisher id, or null.</summary>
    public string? PublisherId { get; }

    /// <summary>Whether notifications go anywhere: false when <see cref="NotifierDriver.Noop"/> is the only driver, so that an expensive
    /// payload need not be created.</summary>
    public bool IsEnabled => _outputs.IsEnabled;

    /// <summary>Creates a notifier with other settings, for the same drivers and topics.</summary>
    /// <param name="publisherId">The publisher id.</param>
    /// <param name="timeout">How long to try to send a notification.</param>
    /// <returns>The new notifier.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is out of range.</exception>
    public Notifier With(string? publisherId = null, TimeSpan? timeout = null) =>
        new(this, publisherId ?? PublisherId, timeout is null ? _timeout : Timeouts.Check(timeout.Value));

    /// <summary>Sends a notification for the record.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task AuditAsync(RpcContext? context, string eventType, object? payload = null, CancellationToken cancellationToken = default) =>
        NotifyAsync(NotificationPriority.Audit, context, eventType, payload, cancellationToken);

    /// <summary>Sends a notification for developers.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task DebugAsync(RpcContext? context, string eventType, object? payload = null, CancellationToken cancellationToken = default) =>
        NotifyAsync(NotificationPriority.Debug, context, eventType, payload, cancellationToken);

    /// <summary>Sends a notification of something that happened as it should.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task InfoAsync(RpcContext? context, string eventType, object? payload = null, CancellationToken cancellationToken = default) =>
        NotifyAsync(NotificationPriority.Info, context, eventType, payload, cancellationToken);

    /// <summary>Sends a notification of something that may become a failure.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task WarnAsync(RpcContext? context, string eventType, object? payload = null, CancellationToken cancellationToken = default) =>
        NotifyAsync(NotificationPriority.Warn, context, eventType, payload, cancellationToken);

    /// <summary>Sends a notification of a failure.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task ErrorAsync(RpcContext? context, string eventType, object? payload = null, CancellationToken cancellationToken = default) =>
        NotifyAsync(NotificationPriority.Error, context, eventType, payload, cancellationToken);

    /// <summary>Sends a notification of a failure that needs immediate attention.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task CriticalAsync(
        RpcContext? context, string eventType, object? payload = null, CancellationToken cancellationToken = default) =>
        NotifyAsync(NotificationPriority.Critical, context, eventType, payload, cancellationToken);

    /// <summary>Sends a measurement.</summary>
    /// <inheritdoc cref="NotifyAsync"/>
    public Task SampleAsync(RpcContext? context, string eventType, object? payload = null, CancellationToken cancellationToken = default) =>
        NotifyAsync(NotificationPriority.Sample, context, eventType, payload, cancellationToken);

    /// <summary>Sends a notification to all drivers and topics.</summary>
    /// <param name="priority">The priority.</param>
    /// <param name="context">The context of the event, or null. Only the values of <see cref="NotifierOptions.ContextKeys"/> are
    /// sent.</param>
    /// <param name="eventType">The event type, such as <c>compute.instance.create</c>.</param>
    /// <param name="payload">The payload: an object, a dictionary, any value that the transport's serializer writes, or null.</param>
    /// <param name="cancellationToken">Cancels the wait; the notification may still be delivered.</param>
    /// <returns>A task that completes when the broker has confirmed the notification, or the failure was logged.</returns>
    /// <exception cref="ArgumentException">The event type is empty, or the priority is not valid.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="MessagingException">The notification could not be written or sent, and <see cref="NotifierOptions.ThrowOnFailure"/>
    /// is set.</exception>
    /// <exception cref="ObjectDisposedException">The transport was disposed, and <see cref="NotifierOptions.ThrowOnFailure"/> is
    /// set.</exception>
    public async Task NotifyAsync(
        NotificationPriority priority, RpcContext? context, string eventType, object? payload = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        if (!Enum.IsDefined(priority))
        {
            throw new ArgumentOutOfRangeException(nameof(priority), priority, "The value is not a priority.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var deadline = new Deadline(_transport.TimeProvider, _timeout);
        var outputs = _outputs.Select(eventType, priority);
        if (outputs.Count == 0)
        {
            return;
        }

        NotificationContent content;
        try
        {
            content = CreateContent(priority, context, eventType, payload);
        }
        catch (Exception e) when (!_throws)
        {
            OnFailed(eventType, "any driver", e);
            return;
        }

        // All at once: they share the available time.
        var sending = new Task[outputs.Count];
        for (var i = 0; i < sending.Length; i++)
        {
            sending[i] = SendAsync(outputs[i], content, deadline, cancellationToken);
        }

        await Task.WhenAll(sending).ConfigureAwait(false);
    }

    private NotificationContent CreateContent(NotificationPriority priority, RpcContext? context, string eventType, object? payload)
    {
        var json = _transport.Serializer;
        var now = _transport.TimeProvider.GetUtcNow().UtcDateTime;
        if (_entities is null)
        {
            return new NotificationContent(
                priority, PublisherId, eventType, json.PayloadToBytes(eventType, payload), now, context, _contextKeys);
        }

        context ??= RpcContext.Empty;
        var entity = _entities.SerializeEntity(context, json.PayloadToValue(eventType, payload));
        var safe = _entities.SerializeContext(new RpcContext(context.Where(value => _contextKeys.Contains(value.Key))));
        return new NotificationContent(
            priority, PublisherId, eventType, JsonPayloadSerializer.ToBytes(entity), now, safe, contextKeys: null);
    }

    private async Task SendAsync(
        INotificationOutput output, NotificationContent content, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            await output.SendAsync(content, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!_throws && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            OnFailed(content.EventType, output.Name, e);
        }
    }

    private void OnFailed(string eventType, string where, Exception error)
    {
        NotificationMetrics.Failed.Add(1);
        NotificationLog.NotificationFailed(_transport.Logger, eventType, where, error);
    }
}
