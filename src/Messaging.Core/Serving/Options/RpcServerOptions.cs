namespace Messaging;

/// <summary>The settings of a server. Read when the server is created.</summary>
public sealed class RpcServerOptions
{
    private const int LeastToRefuse = 16;
    private const int MostWaitingCalls = 5_000;

    /// <summary>How many methods run at a time, and in which order. The broker delivers no more messages than can run, plus as many to
    /// wait.</summary>
    /// <value>Null: <see cref="DispatchPolicy.Concurrent"/>, as many at a time as <see cref="TransportOptions.ServerConcurrency"/> says
    /// (64).</value>
    public DispatchPolicy? Dispatch { get; set; }

    /// <summary>
    /// The most messages that the broker delivers before one of them is settled. On RabbitMQ, for each of the server's three queues: that
    /// of the topic, that of the server, and that of its fanouts.
    /// </summary>
    /// <value>
    /// Null: as many as methods may run at a time, so that a message that waits for one server can go to another. With
    /// <see cref="MaxWaitingCalls"/>: also those that may wait, and some to refuse.
    /// </value>
    public int? Prefetch { get; set; }

    /// <summary>
    /// How many calls may wait when as many methods run as may. A further call is refused at once, and its caller gets a
    /// <see cref="ServerOverloadedException"/>. Casts are never refused: they wait in their queue, and those that were already delivered do
    /// not count here.
    /// </summary>
    /// <value>Null: no limit. Calls wait at the broker as long as their callers do. Zero: a call that cannot start at once is
    /// refused.</value>
    public int? MaxWaitingCalls { get; set; }

    /// <summary>How long <see cref="RpcServer.StopAsync"/> waits for running methods before it cancels them.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>When calls are acknowledged, unless their method says otherwise.</summary>
    /// <value><see cref="AcknowledgeMode.WhenTaken"/>: the caller notices when its call dies with a server.</value>
    public AcknowledgeMode AcknowledgeCalls { get; set; } = AcknowledgeMode.WhenTaken;

    /// <summary>When casts are acknowledged, unless their method says otherwise.</summary>
    /// <value><see cref="AcknowledgeMode.WhenDone"/>: nobody would notice the loss otherwise.</value>
    public AcknowledgeMode AcknowledgeCasts { get; set; } = AcknowledgeMode.WhenDone;

    /// <summary>Whether a cast whose method failed returns to its queue to be retried; otherwise it is rejected, and dead-lettered if the
    /// queue is set up for it. It is tried <see cref="MaxDeliveries"/> times where the broker counts deliveries (quorum queues, memory),
    /// and twice elsewhere.</summary>
    /// <value>False.</value>
    public bool RedeliverFailedCasts { get; set; }

    /// <summary>How many times a message may be delivered before it is rejected without being run. Brokers that only mark a redelivery
    /// never count beyond 2.</summary>
    /// <value>5.</value>
    public int MaxDeliveries { get; set; } = 5;

    /// <summary>Whether failures include the server's stack trace, with the names of its methods and files, for the caller.</summary>
    /// <value>False: a trace tells every caller how the server is built. oslo.messaging always sends it.</value>
    public bool SendTraces { get; set; }

    /// <summary>
    /// Whether callers get the message of an exception only if its method declares it
    /// (<see cref="RpcMethodAttribute.ExpectedExceptions"/>). For any other they get its type and an id; the log has both, with the
    /// exception.
    /// </summary>
    /// <value>False: messages are sent, as in oslo.messaging.</value>
    public bool HideUndeclaredFailures { get; set; }

    /// <summary>
    /// Whether the server answers oslo.messaging's ping, the method <c>oslo_rpc_server_ping</c> without a namespace, with "pong". An answer
    /// says that the server accepts and runs calls, but nothing about what its methods depend on.
    /// </summary>
    /// <value>Null: the value of <see cref="TransportOptions.PingServers"/> (false).</value>
    public bool? Ping { get; set; }

    /// <summary>Transforms arguments, results and contexts on their way, as oslo.messaging's <c>serializer</c> does.</summary>
    /// <value>Null: they are sent as they are.</value>
    public EntitySerializer? EntitySerializer { get; set; }

    /// <summary>Decides about calls of methods that are marked with <see cref="RpcAuthorizeAttribute"/>. A refused call fails with
    /// <see cref="NotAuthorizedException"/>.</summary>
    /// <value>Null: a server that has such methods does not start.</value>
    public IRpcAuthorizer? Authorizer { get; set; }

    /// <summary>The interceptors of each call and cast whose method was found, the first outermost.</summary>
    /// <value>None.</value>
    public IList<IRpcServerInterceptor> Interceptors { get; } = [];

    /// <summary>The prefetch to request from the driver when so many methods may run at a time: only delivered messages can be
    /// refused.</summary>
    internal int PrefetchFor(int concurrency) =>
        Prefetch ?? (MaxWaitingCalls is { } waiting
            ? Math.Min(concurrency + waiting + Math.Max(concurrency, LeastToRefuse), ushort.MaxValue)
            : concurrency);

    internal void Validate(int defaultConcurrency)
    {
        if (Prefetch is { } prefetch)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, 1, nameof(Prefetch));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(prefetch, ushort.MaxValue, nameof(Prefetch));
        }

        if (MaxWaitingCalls is { } waiting)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(waiting, 0, nameof(MaxWaitingCalls));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(waiting, MostWaitingCalls, nameof(MaxWaitingCalls));
            var taken = waiting + (Dispatch?.Concurrency ?? defaultConcurrency);
            if (Prefetch <= taken)
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"A server can only refuse what the broker hands over: {nameof(Prefetch)} is {Prefetch}, but {taken} ")
                    + FormattableString.Invariant($"may run or wait with {nameof(MaxWaitingCalls)}. Raise it, or leave it out."));
            }
        }

        Timeouts.Check(DrainTimeout, nameof(DrainTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDeliveries, 1);
        if (Interceptors.Contains(null!))
        {
            throw new ArgumentException("An interceptor of the server is null.");
        }
    }
}
