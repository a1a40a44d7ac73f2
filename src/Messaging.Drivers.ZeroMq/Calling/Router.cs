using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Sending;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>Brings requests to peers: at once when one is available, otherwise as soon as one is within the grace period.</summary>
internal sealed class Router(PeerSet peers, TimeSpan grace, TimeProvider time, BackgroundWork running)
{
    /// <summary>Sends a request. Its shipment is told the outcome.</summary>
    public void Send(Shipment shipment)
    {
        peers.Start();
        if (peers.Choose(shipment) is not { } peer || TrySend(shipment, peer) != SendOutcome.Sent)
        {
            // Routing continues after the caller is gone, and must not keep the caller's context.
            using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            {
                running.Add(SendLaterAsync(shipment));
            }
        }
    }

    /// <summary>Completes when it is known of each address whether it can be reached, or when the grace period is over.</summary>
    public async Task WhenSettledAsync(CancellationToken cancellationToken)
    {
        peers.Start();
        var deadline = new Deadline(time, grace);
        while (peers.Changed is var changed && peers.IsAnyConnecting && !deadline.IsPast)
        {
            await deadline.WaitAsync(changed, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Sends a request to a particular peer.</summary>
    public static SendOutcome TrySend(Shipment shipment, Peer peer)
    {
        if (!shipment.TryEnter())
        {
            return SendOutcome.Closed;
        }

        var outcome = shipment.TrySend(peer, out var mustFlush);
        shipment.Exit();
        mustFlush?.Flush();
        if (outcome == SendOutcome.Full)
        {
            shipment.Refuse(peer, new Refusal(RefusalReason.Overloaded));
        }

        return outcome;
    }

    private async Task SendLaterAsync(Shipment shipment)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var deadline = new Deadline(time, grace > TimeSpan.Zero ? grace : TimeSpan.FromTicks(1));
        while (!shipment.IsEnded)
        {
            // Both read before choosing: a peer that arrives in between is found the next time round, and "nobody came" is not reported too
            // early.
            var changed = peers.Changed;
            var isAnyMissing = peers.IsAnyMissing;
            if (peers.Choose(shipment) is { } peer)
            {
                var outcome = TrySend(shipment, peer);
                if (outcome == SendOutcome.Sent)
                {
                    return;
                }

                // Full: another peer may have room. Closed: the peer is about to report its loss, or the previous sender is about to leave.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            }
            else if (shipment.WaitsForever || (isAnyMissing && !deadline.IsPast))
            {
                peers.Nudge();
                if (shipment.WaitsForever)
                {
                    shipment.ForgetRefusals();
                }

                var limit = shipment.WaitsForever ? shipment.Message.Deadline : deadline;
                await limit.WaitAsync(changed, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                Fail(shipment);
                return;
            }
        }
    }

    private void Fail(Shipment shipment)
    {
        var method = shipment.Message.Method;
        switch (shipment.Refusal?.Reason)
        {
            case RefusalReason.Overloaded:
                shipment.Fail(new DeliveryException(
                    $"The servers of {shipment.Message.Target} are overloaded, and '{method}' was refused. Start more of them, or send "
                        + "less.",
                    isTransient: true));
                break;
            case RefusalReason.TooLarge:
                shipment.Fail(TooLarge(shipment, shipment.Refusal?.Limit));
                break;
            case RefusalReason.Late:
                shipment.Fail(new DeliveryException($"'{method}' had timed out when it reached its server.", isTransient: true));
                break;
            case null when peers.LockedOut is { } peer:
                shipment.Fail(new ConnectionFailedException(
                    $"'{method}' could not be sent. The server at {peer.Address} is not compatible: {peer.Trouble}.", isTransient: false));
                break;
            default:
                shipment.FailForNobody(peers.Explain());
                break;
        }
    }

    private static DeliveryException TooLarge(Shipment shipment, uint? limit)
    {
        var size = shipment.Body.Length;
        return limit is { } most
            ? new MessageTooLargeException(
                FormattableString.Invariant($"'{shipment.Message.Method}' has {size:N0} bytes, and its server accepts no more than ")
                    + FormattableString.Invariant($"{most:N0} (TransportOptions.MaxMessageSize). It did not run."),
                size, most)
            : new DeliveryException(
                FormattableString.Invariant($"'{shipment.Message.Method}' has {size:N0} bytes, which is more than its server accepts."),
                isTransient: false);
    }
}
