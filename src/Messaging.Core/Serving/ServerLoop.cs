using Messaging.Diagnostics;
using Messaging.Dispatching;
using Messaging.Drivers;
using Messaging.Serialization;
using Microsoft.Extensions.Logging;

namespace Messaging.Serving;

/// <summary>Takes messages from a listener, reads what they are, and hands them to the lanes. It never throws out and never blocks the driver.</summary>
internal sealed class ServerLoop : IMessageReceiver, IAsyncDisposable
{
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(2);

    private readonly IDispatchLanes _lanes;

    public ServerLoop(Transport transport, Target target, RpcServerOptions options, DispatchPolicy dispatch, EndpointTable table)
    {
        Transport = transport;
        Target = target;
        Options = options;
        Table = table;
        Logger = transport.LoggerFactory.CreateLogger("Messaging.RpcServer");
        Calls = new RunningCalls(transport.TimeProvider);
        Deadlines = new DeadlineWheel(transport.TimeProvider);
        _lanes = dispatch.CreateLanes();
    }

    public Transport Transport { get; }

    public Target Target { get; }

    public RpcServerOptions Options { get; }

    public EndpointTable Table { get; }

    public ILogger Logger { get; }

    public RunningCalls Calls { get; }

    public AnswerCache Answers { get; } = new();

    public DeadlineWheel Deadlines { get; }

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
            message.Reject(e.Message);
            return;
        }

        var call = new ServingCall(this, message, request);
        if (!Calls.TryAdd(call))
        {
            MessagingLog.DuplicateDropped(Logger, Target, request.Method);
            MessagingMetrics.DuplicatesDropped.Add(1);
            request.Dispose();
            return;
        }

        if (request.IsIdempotent && Answers.Find(call.Key) is { } answer)
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
            _lanes.Add(call);
        }
        catch (Exception e)
        {
            // The user's key of an ordered policy, or a context that cannot be read: a caller is told, off this thread.
            call.Refuse(e);
        }
    }

    public void OnCancel(MessageId messageId) => Calls.Cancel(messageId);

    /// <summary>No method begins any more: what is waiting, and what still comes until the intake has stopped, will go back.</summary>
    public void Close() => _lanes.Close();

    /// <summary>Gives back what has not begun, and waits for the rest; what takes longer than the drain time is cancelled. The intake has stopped before.</summary>
    /// <returns>The number of messages that were given back.</returns>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        var waiting = _lanes.TakeWaiting();
        foreach (var call in waiting)
        {
            call.GiveBack();
        }

        var empty = Calls.WhenEmpty();
        using var drain = new CancellationTokenSource(Options.DrainTimeout, Transport.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(drain.Token, cancellationToken);
        try
        {
            await empty.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            MessagingLog.DrainTimedOut(Logger, Target, Calls.Count, Options.DrainTimeout.TotalSeconds);
            Calls.CancelAll();
            await WaitALittleAsync(empty).ConfigureAwait(false);
        }

        return waiting.Count;
    }

    public async ValueTask DisposeAsync()
    {
        Deadlines.Dispose();
        await _lanes.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Cancelled methods that heed their token get the time to say so to their callers.</summary>
    private async Task WaitALittleAsync(Task empty)
    {
        try
        {
            await empty.WaitAsync(CancelGrace, Transport.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // They do not heed it. What they hold goes back to the broker without them.
        }
    }
}
