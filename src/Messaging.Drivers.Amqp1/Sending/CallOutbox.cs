using Amqp;
using Messaging.Drivers.Amqp1.Connections;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>
/// Sends calls: at once where there is a link, otherwise when there is one again; and once more when their server is expected.
/// </summary>
internal sealed class CallOutbox(ConnectionSupervisor line, ExpectedServers servers, BackgroundWork background)
{
    /// <summary>Sends a call. A failure is reported to its waiter.</summary>
    public void Send(CallShipment call)
    {
        if (line.Current is { ReplyQueue: { } queue } session && session.Outlets.Find(call.Message) is { } outlet)
        {
            call.Send(session, outlet, queue);
        }
        else
        {
            background.Add(SendAsync(call));
        }
    }

    /// <summary>A queue accepted a call.</summary>
    public void OnTaken(CallShipment call) => servers.OnTaken(call.Message);

    /// <summary>A call was unroutable.</summary>
    /// <returns>Whether the call is sent again.</returns>
    public bool OnUnroutable(CallShipment call)
    {
        if (!servers.AreExpected(call.Message))
        {
            return false;
        }

        background.Add(SendSoonAsync(call));
        return true;
    }

    private async Task SendSoonAsync(CallShipment call)
    {
        try
        {
            if (await servers.PauseAsync(call.Message.Deadline, call.Cancellation).ConfigureAwait(false))
            {
                await SendAsync(call).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for the call any more.
        }
    }

    private async Task SendAsync(CallShipment call)
    {
        var message = call.Message;
        while (!call.IsEnded)
        {
            BrokerSession? session = null;
            try
            {
                call.OnWaiting(line.Trouble);
                session = await line.GetAsync(message.Deadline, call.Cancellation).ConfigureAwait(false);
                var queue = await session.ReplyQueueAsync(call.Cancellation).ConfigureAwait(false);
                if (await session.Outlets
                    .GetAsync(session.Dialect.AddressOf(message), hasCopies: false, call.Cancellation).ConfigureAwait(false)
                    is { } outlet)
                {
                    call.Send(session, outlet, queue);
                    return;
                }

                if (!servers.AreExpected(message))
                {
                    call.Fail(new NoServerException(message.Target, message.Method));
                    return;
                }

                call.OnNobody();
                if (!await servers.PauseAsync(message.Deadline, call.Cancellation).ConfigureAwait(false))
                {
                    return;
                }
            }
            catch (Exception e) when (e is AmqpException or DeliveryException && session is { IsOpen: false })
            {
                // Nothing was sent: tried again on the next connection.
            }
            catch (TimeoutException)
            {
                // The call is about to end by its own deadline; this is the explanation.
                call.OnWaiting(line.Trouble);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                call.Fail(e);
            }
        }
    }
}
