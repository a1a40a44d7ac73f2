using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Wire;
using Thrift;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>A client that sends one message after another: reads its calls, and sends each answer when it is ready.</summary>
/// <param name="channel">Its messages.</param>
/// <param name="intake">Takes its calls.</param>
/// <param name="settings">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="peer">Its name in logs.</param>
internal sealed class StreamClient(MessageChannel channel, CallIntake intake, ThriftSettings settings, TimeProvider time, string peer)
    : IAnswerLine, IDisposable
{
    private readonly CallsOfClient _calls = new(settings.MaxInFlight, intake);

    public Dialect Dialect => channel.Dialect;

    public int CallCount => _calls.Count;

    /// <summary>Serves the client until it leaves.</summary>
    /// <exception cref="WireException">The client sent something unreadable, or left in the middle of a message.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        while (await channel.WaitAsync(stop).ConfigureAwait(false))
        {
            await _calls.WaitForRoomAsync(stop).ConfigureAwait(false);
            var call = await ReadAsync(stop).ConfigureAwait(false);
            _calls.Add(call);
            await intake.TakeAsync(call, this, peer).ConfigureAwait(false);
        }
    }

    public int CancelAll() => _calls.CancelAll();

    public async Task SendAsync(MessageBuffer message)
    {
        try
        {
            await channel.SendAsync(message, CancellationToken.None, isOnly: CallCount <= 1).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            throw new DeliveryException($"The client at {peer} has left, or does not read its answers.", isTransient: false, e);
        }
    }

    public void OnDone(IncomingCall call) => _calls.Remove(call);

    public void Dispose() => _calls.Dispose();

    private Task<IncomingCall> ReadAsync(CancellationToken stop) =>
        channel.HasWholeMessage ? ReadMessageAsync(stop) : ReadInTimeAsync(stop);

    private async Task<IncomingCall> ReadInTimeAsync(CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(settings.MessageTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            return await ReadMessageAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new WireException($"its message did not arrive completely within {settings.MessageTimeout.TotalSeconds:0.###} s "
                + "(message_timeout)");
        }
    }

    private async Task<IncomingCall> ReadMessageAsync(CancellationToken stop)
    {
        try
        {
            var message = await channel.BeginReadAsync(stop).ConfigureAwait(false);
            var call = await CallReader.ReadAsync(message, intake.Methods, stop).ConfigureAwait(false);
            channel.EndRead();
            return call;
        }
        catch (Exception e) when (e is not (IOException or ObjectDisposedException or OperationCanceledException)
            || e is EndOfStreamException)
        {
            // Whatever a decoder throws for bytes that are not a message: the next message cannot be found.
            var reason = WireException.From(e);
            await TellAsync(reason.Message).ConfigureAwait(false);
            throw reason;
        }
    }

    /// <summary>Tells the client why its connection is closed, as an answer to any call.</summary>
    private async Task TellAsync(string reason)
    {
        var refusal = new Refusal(TApplicationException.ExceptionType.ProtocolError, $"the connection is closed: {reason}");
        try
        {
            await new ServedCall(new IncomingCall("", 0, IsOneway: false), this, settings.Limits).RefuseAsync(refusal)
                .ConfigureAwait(false);
        }
        catch (DeliveryException)
        {
            // It has left.
        }
    }
}
