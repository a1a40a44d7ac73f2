using Messaging.Drivers.Thrift.Diagnostics;
using Messaging.Drivers.Thrift.Messages;
using Microsoft.Extensions.Logging;
using Thrift;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>Takes the calls of a port to the servers of their topics.</summary>
internal sealed class CallIntake(
    ThriftSettings settings, DriverContext context, string address, ILogger logger, BackgroundWork running) : IDisposable
{
    private readonly LogThrottle _refusals = new(
        context.TimeProvider, (count, reasons) => ThriftLog.CallsRefused(logger, count, address, reasons));
    private readonly MessageQueues _queues = new(context.TimeProvider, settings.MaxWaiting);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _listeners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ThriftService> _services = new(StringComparer.Ordinal);
    private MethodDirectory _methods = new(new Dictionary<string, ThriftService>());

    /// <summary>The methods served now.</summary>
    public MethodDirectory Methods => Volatile.Read(ref _methods);

    /// <summary>Starts serving a topic.</summary>
    public IListener Listen(Target target, ThriftService service, ListenOptions options, IMessageReceiver receiver)
    {
        var topic = target.Topic!;
        var listener = _queues.Listen(
            target, options, receiver, context, (queue, reason) => ThriftLog.QueuedMessageDropped(logger, queue, reason));
        Count(topic, service, 1);
        return new PortListener(listener, () => Count(topic, service, -1));
    }

    /// <summary>Queues a call that was read from a client. A refused call is answered at once, any other call later.</summary>
    public async Task TakeAsync(IncomingCall call, IAnswerLine line, string peer)
    {
        var served = new ServedCall(call, line, settings.Limits);
        if (call.Refusal is null)
        {
            var body = call.Body!;
            var message = new PortMessage(served, body, new Deadline(context.TimeProvider, Timeout.InfiniteTimeSpan), running);
            if (_queues.Find(context.ControlExchange, call.Topic!, null) is { } queue && queue.TryAdd(message))
            {
                return;
            }

            body.Dispose();
            call.Refusal = new Refusal(
                TApplicationException.ExceptionType.InternalError, $"too many calls wait for '{call.Topic}' (max_waiting)");
        }

        if (_refusals.IsNews(call.Refusal.Message, $"'{call.WireName}' of {peer}"))
        {
            ThriftLog.CallRefused(logger, call.WireName, peer, call.Refusal.Message);
        }

        await served.RefuseAsync(call.Refusal).ConfigureAwait(false);
    }

    /// <summary>The client of a call has left.</summary>
    public void Cancel(IncomingCall call) => _queues.Cancel(call.Topic!, new CallCancel(call.Id));

    public void Dispose() => _refusals.Dispose();

    private void Count(string topic, ThriftService service, int change)
    {
        lock (_lock)
        {
            _listeners[topic] = _listeners.GetValueOrDefault(topic) + change;
            if (_listeners[topic] > 0)
            {
                _services[topic] = service;
            }
            else
            {
                _services.Remove(topic);
            }

            Volatile.Write(ref _methods, new MethodDirectory(new Dictionary<string, ThriftService>(_services)));
        }
    }
}
