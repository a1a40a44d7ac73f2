using System.Diagnostics.CodeAnalysis;
using Messaging.Diagnostics;
using Messaging.Dispatching;
using Messaging.Drivers;
using Messaging.Endpoints;
using Messaging.Intake;
using Messaging.Serving;
using Messaging.Transports;

namespace Messaging;

/// <summary>Serves a target: receives the messages to its topic and its name, and the fanouts of its topic, and dispatches them to the
/// methods of its endpoints.</summary>
/// <remarks>
/// Start it once, stop it once. It recovers from lost connections by itself. <see cref="StartAsync"/>, <see cref="StopAsync"/> and
/// <see cref="DisposeAsync"/> may be called from any thread, one at a time; methods of endpoints run concurrently, as
/// <see cref="RpcServerOptions.Dispatch"/> says.
/// </remarks>
public sealed class RpcServer : IAsyncDisposable
{
    private const string Reflects = "Finds the methods of endpoints by reflection. Use Create with endpoints of RpcMethod.Create instead.";

    private readonly Transport _transport;
    private readonly RpcServerOptions _options;
    private readonly Func<IReadOnlyList<RpcEndpoint>> _endpoints;
    private readonly MessageIntake<ServerLoop> _intake;

    /// <summary>Creates a server with default options.</summary>
    /// <param name="transport">The transport to listen on; not owned.</param>
    /// <param name="target">What to serve: a topic, and the server's own name.</param>
    /// <param name="endpoints">Objects whose public methods are the procedures, or <see cref="RpcEndpoint"/>s.</param>
    /// <exception cref="InvalidTargetException">The target has no topic or no server.</exception>
    /// <exception cref="ArgumentException"><paramref name="endpoints"/> is empty.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public RpcServer(Transport transport, Target target, params object[] endpoints)
        : this(transport, target, new RpcServerOptions(), endpoints)
    {
    }

    /// <summary>Creates a server.</summary>
    /// <param name="transport">The transport to listen on; not owned.</param>
    /// <param name="target">What to serve: a topic, and the server's own name.</param>
    /// <param name="options">The options.</param>
    /// <param name="endpoints">Objects whose public methods are the procedures, or <see cref="RpcEndpoint"/>s.</param>
    /// <exception cref="InvalidTargetException">The target has no topic or no server.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or <paramref name="endpoints"/> is empty.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public RpcServer(Transport transport, Target target, RpcServerOptions options, params object[] endpoints)
        : this(transport, ListOf(target), options, () => [.. endpoints.Select(e => e as RpcEndpoint ?? RpcEndpoint.FromObject(e))])
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ThrowIfNone(endpoints);
    }

    /// <summary>Creates a server for several targets, such as an agent that listens to several topics. They share its endpoints, its
    /// options and its concurrency.</summary>
    /// <param name="transport">The transport to listen on; not owned.</param>
    /// <param name="targets">What to serve: topics, each with the server's own name there.</param>
    /// <param name="options">The options. <see cref="RpcServerOptions.Prefetch"/> is for each target.</param>
    /// <param name="endpoints">Objects whose public methods are the procedures, or <see cref="RpcEndpoint"/>s.</param>
    /// <exception cref="InvalidTargetException">A target has no topic or no server.</exception>
    /// <exception cref="ArgumentException">An option is out of range, there are no targets or no endpoints, or two targets are the
    /// same.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public RpcServer(Transport transport, IReadOnlyList<Target> targets, RpcServerOptions options, params object[] endpoints)
        : this(transport, targets, options, () => [.. endpoints.Select(e => e as RpcEndpoint ?? RpcEndpoint.FromObject(e))])
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ThrowIfNone(endpoints);
    }

    private RpcServer(
        Transport transport, IReadOnlyList<Target> targets, RpcServerOptions options, Func<IReadOnlyList<RpcEndpoint>> endpoints)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        if (targets.Count == 0)
        {
            throw new ArgumentException("A server needs at least one target.", nameof(targets));
        }

        foreach (var target in targets)
        {
            TargetRules.ForServer(target);
        }

        if (targets.Distinct().Count() < targets.Count)
        {
            throw new ArgumentException($"Two targets of the server are the same: {string.Join("; ", targets)}.", nameof(targets));
        }

        options.Validate(transport.ServerConcurrency);
        _transport = transport;
        Targets = [.. targets];
        _options = options;
        _endpoints = endpoints;
        _intake = new MessageIntake<ServerLoop>(this, transport);
    }

    /// <summary>The served target; the first of several.</summary>
    public Target Target => Targets[0];

    /// <summary>All served targets.</summary>
    public IReadOnlyList<Target> Targets { get; }

    /// <summary>Creates a server from endpoints that are described by hand, without reflection.</summary>
    /// <param name="transport">The transport to listen on; not owned.</param>
    /// <param name="target">What to serve: a topic, and the server's own name.</param>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <returns>The server.</returns>
    /// <exception cref="InvalidTargetException">The target has no topic or no server.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or <paramref name="endpoints"/> is empty.</exception>
    public static RpcServer Create(
        Transport transport, Target target, IReadOnlyList<RpcEndpoint> endpoints, RpcServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ThrowIfNone(endpoints);
        return new RpcServer(transport, ListOf(target), options ?? new RpcServerOptions(), () => endpoints);
    }

    /// <summary>Creates a server for several targets, from endpoints that are described by hand, without reflection.</summary>
    /// <param name="transport">The transport to listen on; not owned.</param>
    /// <param name="targets">What to serve: topics, each with the server's own name there.</param>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="options">The options, or null for the defaults. <see cref="RpcServerOptions.Prefetch"/> is for each target.</param>
    /// <returns>The server.</returns>
    /// <exception cref="InvalidTargetException">A target has no topic or no server.</exception>
    /// <exception cref="ArgumentException">An option is out of range, there are no targets or no endpoints, or two targets are the
    /// same.</exception>
    public static RpcServer Create(
        Transport transport, IReadOnlyList<Target> targets, IReadOnlyList<RpcEndpoint> endpoints, RpcServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ThrowIfNone(endpoints);
        return new RpcServer(transport, targets, options ?? new RpcServerOptions(), () => endpoints);
    }

    /// <summary>Starts serving. When the task completes, the broker routes messages here.</summary>
    /// <param name="cancellationToken">Cancels the attempt; nothing is left behind, and it may be repeated.</param>
    /// <exception cref="InvalidEndpointException">An endpoint cannot be served; the message names the method.</exception>
    /// <exception cref="ConnectionFailedException">The broker could not be reached, or refused the connection.</exception>
    /// <exception cref="DeliveryException">The broker refused a queue or an exchange.</exception>
    /// <exception cref="InvalidOperationException">The server was already started.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ObjectDisposedException">The server was stopped, or the transport disposed.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var dispatch = _options.Dispatch ?? DispatchPolicy.Concurrent(_transport.ServerConcurrency);
        var listening = new ListenOptions { Prefetch = _options.PrefetchFor(dispatch.Concurrency), KeepOrder = dispatch.KeepsOrder };
        var loop = await _intake
            .StartAsync(
                () => LocalServers.Add(new ServerLoop(_transport, Target, _options, dispatch, CreateTable())),
                (loop, token) => ListenerGroup.StartAsync([.. Targets.Select(target => (Func<Task<IListener>>)(
                    () => _transport.Driver.ListenAsync(
                        target, listening, ReferenceEquals(target, Target) ? loop : loop.For(target), token)))]),
                cancellationToken)
            .ConfigureAwait(false);
        foreach (var target in Targets)
        {
            MessagingLog.ServerStarted(loop.Logger, target);
        }

        if (loop.Table.LeftOut is { Length: > 0 } leftOut)
        {
            MessagingLog.MethodsLeftOut(loop.Logger, Target, leftOut);
        }
    }

    /// <summary>Stops: receives no new messages, gives back those that have not begun, waits for running methods and their replies, and
    /// cancels methods that take longer than <see cref="RpcServerOptions.DrainTimeout"/>.</summary>
    /// <param name="cancellationToken">Ends the wait for running methods: they are cancelled, and the stop continues.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _intake.StopAsync(
        (loop, handedBack) => MessagingLog.ServerStopped(loop.Logger, string.Join("; ", Targets), handedBack), cancellationToken);

    /// <summary>Stops, as <see cref="StopAsync"/> does.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private EndpointTable CreateTable()
    {
        var endpoints = AllEndpoints();
        Authorization.Check(endpoints, _options);
        return new EndpointTable(endpoints);
    }

    private IReadOnlyList<RpcEndpoint> AllEndpoints() =>
        _options.Ping ?? _transport.PingServers ? [.. _endpoints(), PingEndpoint.Create()] : _endpoints();

    private static Target[] ListOf(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return [target];
    }

    private static void ThrowIfNone<T>(IReadOnlyCollection<T> endpoints)
    {
        if (endpoints.Count == 0)
        {
            throw new ArgumentException("A server needs at least one endpoint.", nameof(endpoints));
        }
    }
}
