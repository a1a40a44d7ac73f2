using System.Text;
using Messaging.Drivers.Rabbit.Connecting.Sockets;
using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>
/// Detects that the node of a connection has been cut off from its cluster, so that the connection moves to another host.
/// </summary>
/// <remarks>
/// Since RabbitMQ 4.3 such a node keeps its clients and does not tell them: its own classic queues keep working, and messages to other
/// queues are neither delivered nor refused. The node only cannot change anything that the whole cluster knows. So it is asked for a change
/// without effect: to remove a binding that does not exist, between two exchanges that every virtual host has. A node in the majority
/// answers within milliseconds; an isolated one ends the connection after 30 s (541, measured on 4.3.6).
/// </remarks>
internal sealed class ClusterContact
{
    private const string Source = "amq.direct";
    private const string Destination = "amq.fanout";
    private const string Nothing = "messaging.contact";

    private static readonly Version FirstWithout = new(4, 0);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly BrokerSession _session;
    private readonly TimeProvider _time;
    private readonly BackgroundWork _background;
    private readonly StandstillClock _clock;
    private readonly ITimer _timer;
    private int _isAsking;
    private volatile bool _isOver;

    public ClusterContact(BrokerSession session, TimeProvider time, BackgroundWork background)
    {
        _session = session;
        _time = time;
        _background = background;
        _clock = new StandstillClock(Interval, time);
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static contact => ((ClusterContact)contact!).OnTick(), this, Interval, Interval);
        }
    }

    /// <summary>
    /// Whether asking is worthwhile: there is another host to use, and the broker would not end the connection by itself.
    /// </summary>
    public static bool IsWorthwhile(IReadOnlyList<BrokerHost> hosts, IDictionary<string, object?>? brokerProperties) =>
        hosts.Count > 1
        && brokerProperties is not null
        && brokerProperties.TryGetValue("version", out var text)
        && text is byte[] bytes
        && Version.TryParse(Encoding.ASCII.GetString(bytes).Split('-', '+')[0], out var version)
        && version >= FirstWithout;

    /// <summary>Stops asking.</summary>
    public void Stop()
    {
        _isOver = true;
        _timer.Dispose();
    }

    private void OnTick()
    {
        // A broker with an alarm does not read requests on a connection that publishes.
        if (_clock.IsSteady() && _session.Stop.Over is null && Interlocked.Exchange(ref _isAsking, 1) == 0)
        {
            _background.Add(LookAsync());
        }
    }

    private async Task LookAsync()
    {
        try
        {
            await Question.AskAsync(
                _session, static channel => channel.ExchangeUnbindAsync(Destination, Source, Nothing), Question.Patience, _time,
                _background)
                .ConfigureAwait(false);
        }
        catch (TimeoutException) when (!_isOver && _session.Stop.Over is null)
        {
            // Done before the node itself ends the connection, which would look like an accident.
            _session.Cut(
                $"its node has not applied a change of bindings for {Question.Patience.TotalSeconds:0} s, so it is most likely cut off "
                    + "from its cluster");
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason is { ReplyCode: Constants.AccessRefused })
        {
            // The user has no permission for these exchanges: asking is impossible.
            Stop();
        }
        catch (Exception e) when (PublishVerdict.IsTransient(e) || e is MessagingException)
        {
            // The connection was lost, or has no room for one more channel.
        }
        finally
        {
            Volatile.Write(ref _isAsking, 0);
        }
    }
}
