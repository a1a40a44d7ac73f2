using Messaging.Calling;
using Messaging.Diagnostics;
using Messaging.Context;
using Messaging.Drivers;
using Messaging.Serialization;
using Messaging.Transports;

namespace Messaging;

/// <summary>Makes calls and casts to a target.</summary>
/// <remarks>Immutable and cheap: create one for a target and share it, or derive others with <see cref="With"/>. Safe for any number of
/// threads.</remarks>
public sealed class RpcClient
{
    private readonly ClientTerms _terms;

    /// <summary>Creates a client.</summary>
    /// <param name="transport">The transport to send through; not owned.</param>
    /// <param name="target">The target of calls and casts.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="InvalidTargetException">The target has no topic, or the version cap is not a version.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RpcClient(Transport transport, Target target, RpcClientOptions? options = null)
        : this(
            transport ?? throw new ArgumentNullException(nameof(transport)),
            target,
            new ClientTerms(
                options?.Timeout is { } timeout ? Timeouts.Check(timeout, nameof(RpcClientOptions.Timeout)) : null,
                options?.VersionCap,
                options?.CallMonitorTimeout,
                options?.Idempotent ?? false,
                options?.EntitySerializer,
                ClientInterceptors.Of(options?.Interceptors),
                Context: null))
    {
    }

    private RpcClient(Transport transport, Target target, ClientTerms terms)
    {
        TargetRules.ForCast(target);
        TargetRules.CheckVersion(terms.VersionCap);
        if (terms.MonitorTimeout is { } silence)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(silence, TimeSpan.FromSeconds(2), nameof(RpcClientOptions.CallMonitorTimeout));
        }

        Transport = transport;
        Target = target;
        _terms = terms;
    }

    /// <summary>The target of calls and casts.</summary>
    public Target Target { get; }

    internal Transport Transport { get; }

    /// <summary>The timeout that this client was given, or null for that of the transport.</summary>
    internal TimeSpan? OwnTimeout => _terms.Timeout;

    internal TimeSpan? MonitorTimeout => _terms.MonitorTimeout;

    internal bool IsIdempotent => _terms.IsIdempotent;

    /// <summary>Runs around each call and cast; null for none.</summary>
    internal ClientInterceptors? Interceptors => _terms.Interceptors;

    /// <summary>The context of calls and casts that have none of their own; null for none.</summary>
    internal RpcContext? Context => _terms.Context;

    internal bool ChangesEntities => Entities is not null;

    private EntitySerializer? Entities => _terms.Entities;

    private TimeSpan CallTimeout => OwnTimeout ?? Transport.CallTimeout;

    /// <summary>Creates a copy of this client with some parts changed; null leaves a part unchanged.</summary>
    /// <remarks>Therefore it cannot remove a part. A target can: <c>new RpcClient(transport, client.Target with { Server = null
    /// })</c>.</remarks>
    /// <param name="exchange">The exchange of the topic.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="namespace">The namespace of the methods.</param>
    /// <param name="version">The required version.</param>
    /// <param name="server">One server by its name.</param>
    /// <param name="fanout">Whether casts go to every server.</param>
    /// <param name="timeout">The timeout of a call.</param>
    /// <param name="versionCap">The newest version that may be sent.</param>
    /// <param name="callMonitorTimeout">The longest silence of a server that runs a call.</param>
    /// <param name="idempotent">Whether the methods may run more than once (<see cref="RpcClientOptions.Idempotent"/>).</param>
    /// <param name="context">The context of each call and cast that is not given one of its own.</param>
    /// <returns>The new client.</returns>
    /// <exception cref="InvalidTargetException">A part of the target is not valid.</exception>
    /// <exception cref="ArgumentException">A timeout is out of range.</exception>
    public RpcClient With(
        string? exchange = null, string? topic = null, string? @namespace = null, string? version = null, string? server = null,
        bool? fanout = null, TimeSpan? timeout = null, string? versionCap = null, TimeSpan? callMonitorTimeout = null,
        bool? idempotent = null, RpcContext? context = null)
    {
        var target = Target with
        {
            Exchange = exchange ?? Target.Exchange,
            Topic = topic ?? Target.Topic,
            Namespace = @namespace ?? Target.Namespace,
            Version = version ?? Target.Version,
            Server = server ?? Target.Server,
            Fanout = fanout ?? Target.Fanout,
        };

        // Drivers remember by the target object where it leads, and whether anybody was there.
        return new RpcClient(Transport, target == Target ? Target : target, _terms with
        {
            Timeout = timeout is null ? OwnTimeout : Timeouts.Check(timeout.Value),
            VersionCap = versionCap ?? _terms.VersionCap,
            MonitorTimeout = callMonitorTimeout ?? MonitorTimeout,
            IsIdempotent = idempotent ?? IsIdempotent,
            Context = context ?? Context,
        });
    }

    /// <summary>Whether the version cap allows a version.</summary>
    /// <param name="version">The version, or null for that of the target.</param>
    /// <returns>True without a cap; with one, whether there is a version and the cap allows it.</returns>
    /// <exception cref="InvalidTargetException">The text is not a version.</exception>
    public bool CanSendVersion(string? version = null)
    {
        TargetRules.CheckVersion(version);
        return IsAllowed(version ?? Target.Version);
    }

    /// <summary>Calls a method and waits for its result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="context">The context of the call; null for the context that <see cref="With"/> was given, or none.</param>
    /// <param name="method">The method's name on the wire, such as <c>build_report</c>: used as it is.</param>
    /// <param name="arguments">An object with a property for each argument (<c>new { a = 1, b = 2 }</c>), a dictionary, or null for
    /// none.</param>
    /// <param name="cancellationToken">Ends the call here at once, and asks the server to stop.</param>
    /// <returns>The result.</returns>
    /// <exception cref="RemoteException">The method failed on the server. <see cref="TransportOptions.RemoteExceptions"/> may map it to
    /// another exception.</exception>
    /// <exception cref="MethodNotFoundException">The server has no such method.</exception>
    /// <exception cref="UnsupportedVersionException">The server has no endpoint of that namespace with a compatible version.</exception>
    /// <exception cref="InvalidArgumentsException">The arguments do not fit the method.</exception>
    /// <exception cref="CallTimeoutException">No reply came within the timeout.</exception>
    /// <exception cref="NoServerException">Nobody serves the target.</exception>
    /// <exception cref="ConnectionLostException">The connection was lost and the reply with it.</exception>
    /// <exception cref="ConnectionFailedException">The broker refused the connection or the login.</exception>
    /// <exception cref="DeliveryException">The broker refused the message.</exception>
    /// <exception cref="SerializationException">An argument cannot be written, or the result is not a <typeparamref name="T"/>.</exception>
    /// <exception cref="InvalidTargetException">The target is a fanout.</exception>
    /// <exception cref="RpcVersionCapException">The version cap forbids the target's version.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ArgumentException">The method's name is empty.</exception>
    /// <exception cref="ObjectDisposedException">The transport was disposed.</exception>
    public Task<T> CallAsync<T>(RpcContext? context, string method, object? arguments = null, CancellationToken cancellationToken = default)
    {
        NamedRequest message;
        try
        {
            // The clock starts before anything is awaited.
            message = CreateRequest(MessageKind.Call, context, method, arguments, Calls.StartClock(Transport.TimeProvider, CallTimeout));
            TargetRules.ForCall(Target);
        }
        catch (Exception e)
        {
            // Like every other error, it is thrown when the task is awaited.
            return Task.FromException<T>(e);
        }

        return Entities is null
            ? Calls.CallAsync<T>(this, message, cancellationToken)
            : CallEntityAsync<T>(Entities, message, context ?? Context ?? RpcContext.Empty, cancellationToken);
    }

    /// <inheritdoc cref="CallAsync{T}(RpcContext?, string, object?, CancellationToken)"/>
    /// <remarks>With the context that <see cref="With"/> was given, or none.</remarks>
    public Task<T> CallAsync<T>(string method, object? arguments = null, CancellationToken cancellationToken = default) =>
        CallAsync<T>(null, method, arguments, cancellationToken);

    /// <summary>Calls a method and waits for its result, of any type.</summary>
    /// <inheritdoc cref="CallAsync{T}(RpcContext?, string, object?, CancellationToken)"/>
    /// <returns>The result as a tree whose missing parts are <see cref="RpcValue.Missing"/>.</returns>
    public Task<RpcValue> CallAsync(
        RpcContext? context, string method, object? arguments = null, CancellationToken cancellationToken = default) =>
        CallAsync<RpcValue>(context, method, arguments, cancellationToken);

    /// <inheritdoc cref="CallAsync(RpcContext?, string, object?, CancellationToken)"/>
    /// <remarks>With the context that <see cref="With"/> was given, or none.</remarks>
    public Task<RpcValue> CallAsync(string method, object? arguments = null, CancellationToken cancellationToken = default) =>
        CallAsync<RpcValue>(null, method, arguments, cancellationToken);

    /// <summary>Hands work over without waiting for it: completes when the broker has confirmed the message.</summary>
    /// <param name="context">The context of the cast; null for the context that <see cref="With"/> was given, or none.</param>
    /// <param name="method">The method's name on the wire: used as it is.</param>
    /// <param name="arguments">An object with a property for each argument, a dictionary, or null for none.</param>
    /// <param name="cancellationToken">Cancels the wait; the message may still be delivered.</param>
    /// <exception cref="NoServerException">The target names a server that nobody serves. Casts to a topic or a fanout without servers
    /// vanish, as in oslo.messaging.</exception>
    /// <exception cref="DeliveryException">The broker refused the message, or did not confirm it within the timeout.</exception>
    /// <exception cref="ConnectionFailedException">The broker refused the connection or the login.</exception>
    /// <exception cref="SerializationException">An argument cannot be written.</exception>
    /// <exception cref="RpcVersionCapException">The version cap forbids the target's version.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ArgumentException">The method's name is empty.</exception>
    /// <exception cref="ObjectDisposedException">The transport was disposed.</exception>
    public async Task CastAsync(RpcContext? context, string method, object? arguments = null, CancellationToken cancellationToken = default)
    {
        var message = CreateCast(context, method, arguments);
        await Calls.CastAsync(this, message, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="CastAsync(RpcContext?, string, object?, CancellationToken)"/>
    /// <remarks>With the context that <see cref="With"/> was given, or none.</remarks>
    public Task CastAsync(string method, object? arguments = null, CancellationToken cancellationToken = default) =>
        CastAsync(null, method, arguments, cancellationToken);

    /// <summary>Hands work over and forgets it: never blocks, never waits. Messages are sent in the background, several at a time and so in
    /// no particular order; a failure is logged and counted.</summary>
    /// <param name="context">The context of the cast; null for the context that <see cref="With"/> was given, or none.</param>
    /// <param name="method">The method's name on the wire: used as it is.</param>
    /// <param name="arguments">An object with a property for each argument, a dictionary, or null for none. Read before this
    /// returns.</param>
    /// <exception cref="DeliveryException">Too many casts are waiting (<see cref="TransportOptions.CastQueueCapacity"/>): this one was not
    /// queued.</exception>
    /// <exception cref="SerializationException">An argument cannot be written.</exception>
    /// <exception cref="RpcVersionCapException">The version cap forbids the target's version.</exception>
    /// <exception cref="ArgumentException">The method's name is empty.</exception>
    /// <exception cref="ObjectDisposedException">The transport was disposed.</exception>
    public void Cast(RpcContext? context, string method, object? arguments = null)
    {
        var message = CreateCast(context, method, arguments);
        using var activity = MessagingActivity.StartClient(message);
        Transport.Casts.Add(message, (ICastSender?)Interceptors ?? CastSender.Shared);
    }

    /// <inheritdoc cref="Cast(RpcContext?, string, object?)"/>
    /// <remarks>With the context that <see cref="With"/> was given, or none.</remarks>
    public void Cast(string method, object? arguments = null) => Cast(null, method, arguments);

    /// <exception cref="RpcVersionCapException">The version cap forbids the version.</exception>
    internal void ThrowIfCapped(string? version)
    {
        if (!IsAllowed(version))
        {
            throw new RpcVersionCapException(version, _terms.VersionCap!);
        }
    }

    private async Task<T> CallEntityAsync<T>(
        EntitySerializer entities, NamedRequest message, RpcContext context, CancellationToken cancellationToken)
    {
        var result = await Calls.CallAsync<RpcValue>(this, message, cancellationToken).ConfigureAwait(false);
        return ReplyDecoder.Read<T>(entities.DeserializeEntity(context, result), message);
    }

    private NamedRequest CreateCast(RpcContext? context, string method, object? arguments) =>
        CreateRequest(
            Target.Fanout ? MessageKind.Fanout : MessageKind.Cast, context, method, arguments,
            new Deadline(Transport.TimeProvider, CallTimeout));

    private NamedRequest CreateRequest(MessageKind kind, RpcContext? context, string method, object? arguments, Deadline deadline)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        Transport.ThrowIfDisposed();
        ThrowIfCapped(Target.Version);
        context ??= Context;
        if (Entities is not null)
        {
            context ??= RpcContext.Empty;
            arguments = Entities.SerializeArguments(context, method, arguments, Transport.Serializer);
            context = Entities.SerializeContext(context);
        }

        var isCall = kind == MessageKind.Call;
        return new NamedRequest(
            kind, Target, deadline, method, arguments, context, Transport.Serializer)
        {
            SilenceLimit = isCall ? MonitorTimeout : null,
            MayRunAgain = isCall && IsIdempotent,
        };
    }

    private bool IsAllowed(string? version) =>
        _terms.VersionCap is null
        || (version is not null
            && RpcVersion.TryParse(version, out var wanted) && RpcVersion.TryParse(_terms.VersionCap, out var cap) && cap.Serves(wanted));
}
