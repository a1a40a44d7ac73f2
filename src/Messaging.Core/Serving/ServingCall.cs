using Messaging.Context;
using Messaging.Contracts;
using Messaging.Diagnostics;
using Messaging.Dispatching;
using Messaging.Drivers;
using Messaging.Intake;
using Messaging.Serialization;
using Messaging.Threads;

namespace Messaging.Serving;

/// <summary>A message that a server handles, from its arrival to its settlement: what the method sees of it, and how it is run.</summary>
internal sealed partial class ServingCall(ServerLoop server, IncomingMessage message, Request request)
    : ReceivedCall(server, message, request), IMessageInHand, ILaneCall, IDetachedCall
{
    private static readonly DetachedReply Kept = new(null!); // Stands for "not detached, and too late for it".
    private ArgumentBinder _arguments;
    private RpcMethod? _method;
    private RpcContext? _context;
    private CallCancellation? _cancellation;
    private DetachedReply? _detached;
    private MessageState _state;
    private int _holders = 1;
    private bool _cancelled;
    private bool _isCut;
    private bool _ended;

    public long Source => Request.Source;

    public MessageId? CallId => Request.IsCall ? Request.MessageId : null;

    // These two stay valid when the call is over: its context may be kept.
    public override string? Method => _method?.Name ?? Request.Method;

    protected override JsonPayloadSerializer Serializer => _method?.Serializer ?? Server.Transport.Serializer;

    protected override IReadOnlyList<RpcThrown> Throws => _method?.Throws ?? [];

    public override bool IsCall { get; } = request.IsCall;

    /// <summary>The lanes in which it runs, and whose slot it holds; null for a refused call.</summary>
    public ConcurrentLanes? Lanes { get; set; }

    public TimeSpan Age => Deadline.Elapsed;

    internal override bool IsRedelivered => Message.Redelivered;

    public bool IsDetached => _detached is not null && _detached != Kept;

    /// <summary>Whether the method's token fired, so that it may have ended because of that.</summary>
    public bool IsCancelled => Volatile.Read(ref _cancelled) || IsLate;

    /// <summary>The library's own reason not to run the method: an argument that cannot be read. An error of the same type that the method
    /// raises does not count.</summary>
    public Exception? Refusal { get; private set; }

    /// <summary>The answer to an earlier copy of the call, to be sent again instead of running it; null to run it.</summary>
    public byte[]? KnownAnswer { get; private set; }

    internal override bool IsOver => Volatile.Read(ref _ended);

    internal override TimeSpan? TimeLeft => Deadline.IsInfinite ? null : Deadline.TimeLeft;

    public override RpcContext Context => _context ??= ReadContext().ForCall(this);

    public override CancellationToken CancellationToken
    {
        get
        {
            var cancellation = CallCancellation.Ensure(ref _cancellation, this);
            if (IsCancelled)
            {
                cancellation.Cancel();
            }

            return cancellation.Token;
        }
    }

    /// <summary>Prepares the call to run: binds the arguments and starts the keep-alives for the caller.</summary>
    /// <exception cref="InvalidArgumentsException">The arguments do not fit.</exception>
    public void Bind(RpcMethod method)
    {
        _method = method;
        _arguments.Bind(method, Request.Arguments);
        if (IsCall)
        {
            StartHeartbeat();
        }
    }

    /// <summary>Settles the message before the method runs: at most once.</summary>
    public void AcknowledgeNow() => _state.Acknowledge(Message);

    /// <summary>Code that runs from here on runs for this call. An entity serializer sees every context, even when the method does not ask
    /// for it.</summary>
    public void Enter()
    {
        CurrentCall.Enter(this);
        if (Server.Options.EntitySerializer is not null)
        {
            _ = Context;
        }
    }

    /// <summary>The caller gave up; or the call is cut short, because the server stops and no longer waits.</summary>
    public void Cancel(bool isCut = false)
    {
        Volatile.Write(ref _isCut, isCut || Volatile.Read(ref _isCut));
        Interlocked.Exchange(ref _cancelled, true);
        _cancellation?.Cancel();
    }

    public void AddCopy(IncomingMessage copy) => _state.AddCopy(copy);

    public bool AcknowledgeEarly() => _state.AcknowledgeEarly(Message);

    public bool TryGiveBack()
    {
        var isWaiting = _state.TryGiveBack();
        if (isWaiting && CallEndings.IsLeftToCaller(this))
        {
            _ = LeaveToCallerAsync(); // In flight until it ends, which a stop waits for.
        }
        else if (isWaiting)
        {
            End(CallEnding.Requeue);
        }

        return isWaiting;
    }

    /// <summary>Only answers the call that it cannot be run. It is in no lane.</summary>
    public void Refuse(Exception reason)
    {
        Refusal = reason;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Gives the call the answer that a copy of it got before. It is in no lane.</summary>
    public void AnswerAgain(byte[] answer)
    {
        KnownAnswer = answer;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (!_state.TryBegin())
        {
            Lanes?.Next(); // It went back while it waited.
        }
        else if (Lanes?.RunOn is not { } place)
        {
            var thread = MethodThread.Enter(this, Server);
            _ = RunAsync();
            thread.Leave();
        }
        else
        {
            place.Post(static call => _ = ((ServingCall)call!).RunAsync(), this);
        }
    }

    public override InvalidArgumentsException RefuseArguments(string reason)
    {
        var refusal = new InvalidArgumentsException(Method ?? "", reason);
        Refusal = refusal;
        return refusal;
    }

    internal override bool HasArgument(int index) => _arguments.Get(index).Length > 0;

    internal override T Argument<T>(int index)
    {
        try
        {
            return Server.Options.EntitySerializer is { } entities
                ? _arguments.Read<T>(_method!, index, Request.Arguments, Serializer, entities, Context)
                : _arguments.Read<T>(_method!, index, Request.Arguments, Serializer);
        }
        catch (InvalidArgumentsException e)
        {
            Refusal = e;
            throw;
        }
    }

    private protected override int IndexOf(string name) => _method!.IndexOf(name);

    private RpcContext ReadContext() =>
        Server.Options.EntitySerializer is { } entities ? entities.DeserializeContext(Request.ReadContext()) : Request.ReadContext();

    /// <summary>Tells the caller that the call has not run. Never fails.</summary>
    private async Task LeaveToCallerAsync()
    {
        try
        {
            WriteFailure(
                new CallGivenBackException(
                    $"The server of {Server.Target} stopped before '{Method}' began: it has not run. Call it again."),
                isRefusal: true);
            await SendReplyAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            MessagingLog.ReplyFailed(Server.Logger, Method, e);
        }

        End(CallEnding.Acknowledge);
    }

    /// <summary>Runs the call until it is settled. Never throws: its end is awaited through the running calls of the server.</summary>
    private async Task RunAsync()
    {
        var ending = CallEnding.Reject;
        var rejection = new Rejection(RejectionReason.Failed, "the server failed");
        try
        {
            (ending, rejection) = await RpcDispatcher.DispatchAsync(Server, this).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // No user's exception gets here; whatever it is, the message and the slot must not be lost with it.
            MessagingLog.MethodFailed(Server.Logger, Method, Server.Target, e);
        }

        if (ending == CallEnding.None)
        {
            EndDetached();
        }
        else
        {
            End(ending, rejection);
        }

        Lanes?.Next();
    }

    /// <summary>Settles the message and its copies; afterwards the call must not be touched.</summary>
    private void End(CallEnding ending, Rejection rejection = default)
    {
        Volatile.Write(ref _ended, true);
        if (_cancellation is not null)
        {
            Server.Deadlines.Remove(_cancellation);
        }

        var isRequeue = ending == CallEnding.Requeue;
        if (!isRequeue && _state.TryEnd())
        {
            ending.Apply(Message, rejection);
        }

        // A message that goes back may arrive again at once: it must not be taken for a copy. Any other must be settled before the server
        // is empty.
        Server.Calls.Remove(this, isDone: !isRequeue);
        if (isRequeue && _state.TryEnd())
        {
            // Only casts go back after they began: a call is done by then.
            ending = CallEndings.GiveBack(this);
        }

        foreach (var copy in _state.Copies)
        {
            ending.Apply(copy, rejection);
        }

        Release();
        Server.Calls.Release();
    }
}
