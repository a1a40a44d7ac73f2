using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Serving.Parking;
using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>The queues of a server: its three queues as in oslo.messaging, and our own queue of cancellations.</summary>
internal sealed class ServerQueues : ListenedQueues
{
    private readonly Target _target;
    private readonly NameClaims _names;
    private readonly RabbitRuntime _runtime;
    private readonly ClaimedName? _cancelName;
    private ClaimedName? _fanoutName;
    private string _fanout;
    private string _cancels;

    public ServerQueues(Target target, DeadLetterOffice? deadLetters, ServerSide side)
        : base(deadLetters)
    {
        _target = target;
        _names = side.Names;
        _runtime = side.Runtime;
        if (_runtime.Settings.StreamFanout)
        {
            _fanout = RabbitNames.FanoutStream(Topic);
            Stream = new StreamPosition(_fanout);
        }
        else
        {
            _fanoutName = _names.Claim(RabbitNames.FanoutStem(Topic));
            _fanout = _fanoutName.Name;
        }

        // The queue is deleted with the server, so its name matters only where it is not declared.
        _cancelName = _runtime.Settings.Declare ? null : _names.Claim(RabbitNames.CancelStem(Topic));
        _cancels = _cancelName?.Name ?? RabbitNames.CancelQueue(Topic, RabbitNames.NewUnique());
    }

    public override string Name => $"requests to {_target}";

    public override string[] Consumed => [RabbitNames.TopicQueue(Topic), RabbitNames.ServerQueue(Topic, _target.Server!), _fanout];

    public override string Cancels => _cancels;

    public override string? Own => Stream is null ? _fanout : null;

    public override StreamPosition? Stream { get; }

    private string Topic => _target.Topic!;

    public override void Dispose()
    {
        _fanoutName?.Dispose();
        _cancelName?.Dispose();
        base.Dispose();
    }

    protected override void AddTo(Blueprint blueprint)
    {
        var plans = _runtime.Plans;
        var exchange = RabbitNames.Exchange(_target, _runtime.Context.ControlExchange);
        var fanout = RabbitNames.FanoutExchange(Topic);
        var (shared, own) = (RabbitNames.TopicQueue(Topic), RabbitNames.ServerQueue(Topic, _target.Server!));
        blueprint
            .Add(plans.TopicExchange(exchange))
            .Add(plans.FanoutExchange(fanout))
            .Add(plans.WorkQueue(shared, Topic), exchange, shared)
            .Add(plans.WorkQueue(own, Topic), exchange, own)
            .Add(plans.FanoutQueue(_fanout), fanout, Topic, RenameFanout)
            .Add(plans.CancelQueue(_cancels), exchange, RabbitNames.CancelKey(Topic), RenameCancels);
    }

    private QueuePlan RenameFanout(string reason)
    {
        using var old = _fanoutName;
        _fanoutName = _names.Claim(RabbitNames.FanoutStem(Topic));
        RabbitLog.QueueRenamed(_runtime.Logger, _fanout, _fanoutName.Name, reason);
        _fanout = _fanoutName.Name;
        return _runtime.Plans.FanoutQueue(_fanout);
    }

    private QueuePlan RenameCancels(string reason)
    {
        var other = RabbitNames.CancelQueue(Topic, RabbitNames.NewUnique());
        RabbitLog.QueueRenamed(_runtime.Logger, _cancels, other, reason);
        _cancels = other;
        return _runtime.Plans.CancelQueue(_cancels);
    }
}
