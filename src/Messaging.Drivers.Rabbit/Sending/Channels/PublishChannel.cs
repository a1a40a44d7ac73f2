using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>
/// A channel for publishing, used by one sender at a time, who takes it from a <see cref="ChannelPool"/> and returns it there. The broker's
/// answers arrive later, while other senders use the channel.
/// </summary>
/// <remarks>
/// Confirms are counted here. The client library can count them too, but it adds a header to each message, allocates for each, and loses
/// count when a wait is cancelled.
/// </remarks>
internal sealed class PublishChannel
{
    private static readonly TimeSpan LeastLife = TimeSpan.FromSeconds(1);

    private readonly IChannel _channel;
    private readonly TimeProvider _time;
    private readonly long _opened;
    private readonly ConfirmLedger _ledger;
    private readonly Fence? _fence;
    private readonly Action _forgetTopology;
    private readonly Action<AccessRefusal>? _onForbidden;
    private readonly MessageSizes? _sizes;
    private volatile bool _spoiled;

    /// <param name="channel">The client library's channel.</param>
    /// <param name="forgetTopology">Called when an exchange turned out to be missing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onForbidden">Called when the broker does not allow something.</param>
    /// <param name="sizes">Learns how large a message the broker accepts.</param>
    /// <param name="fencing">Null for a channel with confirms. A channel without them has a <see cref="Fence"/>, which runs here.</param>
    public PublishChannel(
        IChannel channel, Action forgetTopology, TimeProvider time, Action<AccessRefusal>? onForbidden = null,
        MessageSizes? sizes = null, BackgroundWork? fencing = null)
    {
        _ledger = new ConfirmLedger(time);
        if (fencing is not null)
        {
            _fence = new Fence(channel, _ledger, time, fencing);
        }

        _channel = channel;
        _time = time;
        _opened = time.GetTimestamp();
        _onForbidden = onForbidden;
        _sizes = sizes;
        _forgetTopology = forgetTopology;
        channel.BasicAcksAsync += OnAckAsync;
        channel.BasicNacksAsync += OnNackAsync;
        channel.BasicReturnAsync += OnReturnAsync;
        channel.ChannelShutdownAsync += OnShutdownAsync;
    }

    /// <summary>Whether the channel can be used again.</summary>
    public bool IsUsable => !_spoiled && _fence is not { HasFailed: true } && _channel.IsOpen;

    /// <summary>How many messages wait for their confirms.</summary>
    public int Unconfirmed => _ledger.Count;

    /// <summary>Opens a channel on which the broker confirms each message.</summary>
    public static async Task<PublishChannel> OpenAsync(PublishSession session, TimeProvider time) => new(
        await session.Connection.OpenChannelAsync(confirms: true, CancellationToken.None).ConfigureAwait(false), session.Topology.Forget,
        time, session.OnForbidden, session.Sizes);

    /// <summary>Opens a channel on which one question covers many messages.</summary>
    public static async Task<PublishChannel> OpenFencedAsync(PublishSession session, TimeProvider time, BackgroundWork background)
    {
        var channel = await session.Connection.OpenChannelAsync(confirms: false, CancellationToken.None).ConfigureAwait(false);

        // A blocked broker does not answer either. A broken connection is noticed elsewhere.
        channel.ContinuationTimeout = Timeout.InfiniteTimeSpan;
        return new PublishChannel(channel, session.Topology.Forget, time, session.OnForbidden, session.Sizes, background);
    }

    /// <summary>Writes a message. Not for two senders at a time.</summary>
    /// <returns>True when the message is being sent, or was; false when the channel can take no more and the message was not
    /// sent.</returns>
    public async ValueTask<bool> PublishAsync(Shipment shipment)
    {
        var number = _ledger.Add(shipment);
        if (number == 0)
        {
            return false;
        }

        shipment.OnSending();
        var body = shipment.Body.WrittenMemory;
        shipment.Size = body.Length;
        try
        {
            // No token: cancelling a write half way makes the library's count differ from the broker's.
            await _channel.BasicPublishAsync(
                shipment.Route.Exchange, shipment.Route.RoutingKey, shipment.Mandatory, shipment.Properties, body,
                CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _spoiled = true;
            if (!_ledger.TakeBack(number))
            {
                return true;
            }

            if (PublishVerdict.IsEndOfChannel(e))
            {
                return false;
            }

            throw;
        }

        shipment.OnSent();
        _fence?.OnSent(number, body.Length);
        return true;
    }

    /// <summary>Waits until the broker has answered for everything sent through the channel, or the channel has ended.</summary>
    public Task SettledAsync() => _ledger.EmptyAsync();

    /// <summary>Closes the channel, if it has not ended by itself.</summary>
    public async Task CloseAsync()
    {
        _spoiled = true;
        _fence?.Stop();
        if (!_channel.IsOpen)
        {
            return;
        }

        // The pool calls this under its lock, and messages lost here are sent again through the pool.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The channel is discarded; messages it still held were reported when it ended.
        }

        _ledger.Close(new ChannelEnd("the channel was closed", IsRefusal: false));
    }

    private Task OnAckAsync(object sender, BasicAckEventArgs args)
    {
        _ledger.Confirm(args.DeliveryTag, args.Multiple);
        return Task.CompletedTask;
    }

    private Task OnNackAsync(object sender, BasicNackEventArgs args)
    {
        // RabbitMQ remembers for each channel which node leads a quorum queue. A channel that first wrote to the queue while the leader was
        // down is refused until that node is back; a new channel learns of the new leader. A full queue costs at most one channel a second.
        if (_time.GetElapsedTime(_opened) >= LeastLife)
        {
            _spoiled = true;
        }

        _ledger.Refuse(args.DeliveryTag, args.Multiple);
        return Task.CompletedTask;
    }

    private Task OnReturnAsync(object sender, BasicReturnEventArgs args)
    {
        _ledger.Return(args);
        return Task.CompletedTask;
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason)
    {
        _spoiled = true;
        _fence?.Stop();
        if (reason.ReplyCode == Constants.NotFound)
        {
            _forgetTopology();
        }

        var end = ChannelEnd.Of(reason);
        if (end.Access is { } access)
        {
            _onForbidden?.Invoke(access);
        }

        if (end.Size is { } size)
        {
            _sizes?.OnRefused(size);
        }

        _ledger.Close(end);
        return Task.CompletedTask;
    }
}
