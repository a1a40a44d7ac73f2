using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>
/// A channel to publish through, by one sender at a time: from <see cref="ChannelPool"/> and back to it. The broker's answers come later,
/// while others use it.
/// </summary>
/// <remarks>
/// Confirms are counted here. The client library can do it, but adds a header to each message, allocates for each, and loses count when a
/// wait is cancelled.
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
    /// <param name="forgetTopology">Called when an exchange turned out to be gone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onForbidden">Called when the broker does not allow something.</param>
    /// <param name="sizes">Learns how large a message the broker takes.</param>
    /// <param name="fencing">Null for a channel with confirms; else it has none, and where its <see cref="Fence"/> runs.</param>
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

    /// <summary>Whether it can be used again.</summary>
    public bool IsUsable => !_spoiled && _fence is not { HasFailed: true } && _channel.IsOpen;

    /// <summary>How many messages wait for their confirms.</summary>
    public int Unconfirmed => _ledger.Count;

    /// <summary>Opens one on which the broker confirms each message.</summary>
    public static async Task<PublishChannel> OpenAsync(PublishSession session, TimeProvider time) => new(
        await session.Connection.OpenChannelAsync(confirms: true, CancellationToken.None).ConfigureAwait(false), session.Topology.Forget, time,
        session.OnForbidden, session.Sizes);

    /// <summary>Opens one on which the broker is asked about many messages at once.</summary>
    public static async Task<PublishChannel> OpenFencedAsync(PublishSession session, TimeProvider time, BackgroundWork background)
    {
        var channel = await session.Connection.OpenChannelAsync(confirms: false, CancellationToken.None).ConfigureAwait(false);

        // A broker that takes nothing for now answers nothing either; what is wrong with the connection others find out.
        channel.ContinuationTimeout = Timeout.InfiniteTimeSpan;
        return new PublishChannel(channel, session.Topology.Forget, time, session.OnForbidden, session.Sizes, background);
    }

    /// <summary>Writes a message. Not for two senders at a time.</summary>
    /// <returns>Whether it is on its way, or was; false when this channel can take no more and the message was not sent.</returns>
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
            // No token: when a write is cancelled half way, the library's count and the broker's part.
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

    /// <summary>Waits until the broker has answered for everything that was sent through it, or it has ended.</summary>
    public Task SettledAsync() => _ledger.EmptyAsync();

    /// <summary>Closes it, if it has not ended by itself.</summary>
    public async Task CloseAsync()
    {
        _spoiled = true;
        _fence?.Stop();
        if (!_channel.IsOpen)
        {
            return;
        }

        // The pool calls this under its lock, and what is lost here is sent again through the pool.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It is thrown away; what it still held was reported by its end.
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
        // RabbitMQ remembers for each channel who leads a quorum queue. One that first wrote to it while the leader was down is refused
        // until that node is back; a new channel is told of the new leader. A queue that is full costs one channel a second at most.
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
