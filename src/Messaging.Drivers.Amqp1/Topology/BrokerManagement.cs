using System.Collections.Concurrent;
using System.Globalization;
using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Connections;

namespace Messaging.Drivers.Amqp1.Topology;

/// <summary>RabbitMQ's management node: requests like those of HTTP, sent and answered over a pair of links.</summary>
internal sealed class BrokerManagement
{
    private const string Node = "/management";
    private const string AnswerHere = "$me";
    private const int Credit = 100;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Message>> _pending = new();
    private SenderLink _sender = null!;
    private Error? _error;
    private bool _isClosed;
    private int _last;

    /// <summary>Attaches the pair of links.</summary>
    /// <exception cref="ConnectionFailedException">The broker has no management node.</exception>
    /// <exception cref="AmqpException">The connection was lost.</exception>
    public async Task StartAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            // The links are a pair because they have the same name.
            var pair = LinkOpening.NewName("management");
            var receiving = new LinkOpening();
            var receiver = new ReceiverLink(session, pair, Attach(), receiving.OnAttached);
            receiver.Start(Credit, OnAnswer);
            var sending = new LinkOpening();
            _sender = new SenderLink(session, pair, Attach(), sending.OnAttached);
            receiver.AddClosedCallback(OnClosed);
            await receiving.WaitAsync(receiver, cancellationToken).ConfigureAwait(false);
            await sending.WaitAsync(_sender, cancellationToken).ConfigureAwait(false);
        }
        catch (AmqpException e) when (ConnectionVerdict.OfMissing(e, "management node") is { } missing)
        {
            throw missing;
        }
    }

    /// <summary>Sends a request.</summary>
    /// <returns>The status, as in HTTP, and the broker's explanation.</returns>
    /// <exception cref="AmqpException">The connection, or the links, were lost.</exception>
    /// <exception cref="DeliveryException">The answer has no valid status.</exception>
    public async Task<(int Status, string? Reason)> RequestAsync(string method, string path, Map? body, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        try
        {
            if (Volatile.Read(ref _isClosed))
            {
                throw Lost();
            }

            _sender.Send(
                new Message
                {
                    Properties = new Properties { MessageId = id, To = path, Subject = method, ReplyTo = AnswerHere },
                    BodySection = new AmqpValue { Value = body },
                },
                null, null);
            var message = await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return int.TryParse(message.Properties?.Subject, CultureInfo.InvariantCulture, out var status)
                ? (status, (message.BodySection as AmqpValue)?.Value as string)
                : throw new DeliveryException($"The broker's management node answered '{message.Properties?.Subject}', which is not a "
                    + "status.",
                    isTransient: true);
        }
        catch (ObjectDisposedException e)
        {
            throw LostConnection.Of(e);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    private static Attach Attach() => new()
    {
        SndSettleMode = SenderSettleMode.Settled,
        RcvSettleMode = ReceiverSettleMode.First,
        Source = new Source { Address = Node, ExpiryPolicy = new Symbol("link-detach") },
        Target = new Amqp.Framing.Target { Address = Node, ExpiryPolicy = new Symbol("link-detach") },
        Properties = new Fields { [new Symbol("paired")] = true },
    };

    private void OnAnswer(IReceiverLink link, Message message)
    {
        link.Accept(message);
        if (message.Properties?.GetCorrelationId() is string id && _pending.TryRemove(id, out var answer))
        {
            answer.TrySetResult(message);
        }
    }

    private void OnClosed(IAmqpObject sender, Error error)
    {
        _error = error;
        Volatile.Write(ref _isClosed, true);
        foreach (var answer in _pending.Values)
        {
            answer.TrySetException(Lost());
        }
    }

    private AmqpException Lost() =>
        new(_error ?? new Error(ErrorCode.DetachForced)
            { Description = "the connection was lost while the broker was asked to declare something" });
}
