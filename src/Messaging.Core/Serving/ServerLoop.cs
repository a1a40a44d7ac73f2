using Messaging.Diagnostics;
using Messaging.Dispatching;
using Messaging.Drivers;
using Messaging.Endpoints;
using Messaging.Intake;
using Messaging.Serialization;
using Messaging.Transports;
using Microsoft.Extensions.Logging;

namespace Messaging.Serving;

/// <summary>Receives messages from a listener, reads them, and hands them to the lanes. It never throws and never blocks the
/// driver.</summary>
internal sealed class ServerLoop : IMessageLoop, ILocalServer
{
    private readonly IDispatchLanes _lanes;
    private readonly int _concurrency;
    private readonly Overload _overload;
    private readonly HoldLimit<ServingCall> _holdLimit;

    public ServerLoop(Transport transport, Target target, RpcServerOptions options, DispatchPolicy dispatch, EndpointTable table)
    {
        Transport = transport;
        Target = target;
        Options = options;
        Table = table;
        Interceptors = ServerInterceptors.Of(options.Interceptors);
        Logger = transport.LoggerFactory.CreateLogger("Messaging.RpcServer");
        Calls = new RunningCalls(transport.TimeProvider);
        Answers = new AnswerCache();
        Deadlines = new DeadlineWheel(transport.TimeProvider);
        var room = new WaitingRoom(options.MaxWaitingCalls);
        _lanes = dispatch.CreateLanes(room);
        _concurrency = dispatch.Concurrency;
        _overload = new Overload(transport.TimeProvider, room);
        _holdLimit = new HoldLimit<ServingCall>(Calls, Deadlines, OnHeldTooLong);
    }

    private ServerLoop(ServerLoop other, Target target)
    {
        Transport = other.Transport;
        Target = target;
        Options = other.Options;
        Table = other.Table;
        Interceptors = other.Interceptors;
        Logger = other.Logger;
        Calls = other.Calls;
        Answers = other.Answers;
        Deadlines = other.Deadlines;
        _lanes = other._lanes;
        _concurrency = other._concurrency;
        _overload = other._overload;
        _holdLimit = other._holdLimit;
    }

    public Transport Transport { get; }

    public Target Target { get; }

    public RpcServerOptions Options { get; }

    public EndpointTable Table { get; }

    /// <summary>Runs around each method; null for none.</summary>
    public ServerInterceptors? Interceptors { get; }

    public ILogger Logger { get; }

    public RunningCalls Calls { get; }

    public AnswerCache Answers { get; }

    public DeadlineWheel Deadlines { get; }

    public int InHand => Calls.Count;

    /// <summary>How many methods are running when the limit is reached; otherwise null.</summary>
    public int? Busy => _lanes.Running is var running && running >= _concurrency ? running : null;

    /// <summary>The receiver for a further target. It shares everything with this one, which is closed for all of them.</summary>
    public ServerLoop For(Target target) => LocalServers.Add(new ServerLoop(this, target));

    public void OnMessage(IncomingMessage message, ReadOnlySpan<byte> body)
    {
        Request request;
        try
        {
            request = RequestReader.Read(body);
        }
        catch (Exception e)
        {
            MessagingLog.MessageRefused(Logger, Target, e.Message);
            message.Reject(new Rejection(RejectionReason.Unreadable, e.Message, e));
            message.ReleaseBody();
            return;
        }

        var call = new ServingCall(this, message, request);
        if (!TakeIn(call, request))
        {
            return;
        }

        if (request.IsIdempotent && Answers.Find(call.Identity) is { } answer)
        {
            call.AnswerAgain(answer);
            return;
        }

        if (request.Fault is { } fault)
        {
            call.Refuse(new InvalidArgumentsException(request.Method ?? "", fault));
            return;
        }

        try
        {
            if (!_lanes.Add(call))
            {
                _overload.Refuse(call, _lanes.Running);
            }
        }
        catch (Exception e)
        {
            // The user's key function of an ordered policy failed, or the context cannot be read: the caller is told, off this thread.
            call.Refuse(e);
        }
    }

    public void OnTooLarge(IncomingMessage message, OversizedMessage oversized)
    {
        var call = new ServingCall(this, message, oversized.ToRequest());
        if (TakeIn(call, call.Request))
        {
            call.Refuse(new MessageTooLargeException(
                $"A request{(call.Method is { } method ? $" of '{method}'" : "")} has {oversized}. It was not run.",
                oversized.Size, oversized.Limit));
        }
    }

    public bool OnCancel(CallCancel cancel) => Calls.Cancel(cancel);

    public void KeepWithin(TimeSpan limit) => _holdLimit.Start(limit);

    public bool Runs(RpcInvocation? call) => call is ServingCall serving && serving.Server == this;

    public void Close() => _lanes.Close();

    public string? NameOf(object run) => (run as ServingCall)?.Method;

    public void LogStarvation(string cause, int added) => MessagingLog.PoolStarved(Logger, Target, cause, added);

    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        var handedBack = _lanes.TakeWaiting().Count(static call => call.TryGiveBack());

        await Draining.WaitAsync(Calls.WhenEmpty(), Options.DrainTimeout, CancelAllAsync, Transport.TimeProvider, cancellationToken)
            .ConfigureAwait(false);
        return handedBack;
    }

    public async ValueTask DisposeAsync()
    {
        LocalServers.Remove(known => known is ServerLoop loop && loop.Calls == Calls);
        Deadlines.Dispose();
        await _lanes.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Returns false for a copy of a message that is or was here, which needs no further work.</summary>
    private bool TakeIn(ServingCall call, Request request)
    {
        var arrival = Calls.Add(call, mayComeAgain: request.IsIdempotent);
        if (arrival == Arrival.IdOfAnother)
        {
            MessagingLog.IdOfAnother(Logger, Target, request.Method, request.ReplyTo);
            request.TakeKeyOfItsOwn();
            arrival = Calls.Add(call);
        }

        if (arrival == Arrival.New)
        {
            return true;
        }

        MessagingLog.DuplicateDropped(Logger, Target, request.Method);
        MessagingMetrics.DuplicatesDropped.Add(1);
        request.Dispose();
        call.Message.ReleaseBody();
        return false;
    }

    private void OnHeldTooLong(ServingCall call, bool runs)
    {
        if (runs)
        {
            MessagingLog.AcknowledgedEarly(Logger, call.Method, Target, call.Age.TotalMinutes);
        }
        else
        {
            MessagingLog.WaitedTooLong(Logger, call.Method, Target, call.Age.TotalMinutes);
        }
    }

    private Task CancelAllAsync()
    {
        MessagingLog.DrainTimedOut(Logger, Target, Calls.Count, Options.DrainTimeout.TotalSeconds);
        Calls.CutAll();
        return Task.CompletedTask;
    }
}
