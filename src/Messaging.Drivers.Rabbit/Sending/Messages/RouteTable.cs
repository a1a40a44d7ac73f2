using System.Runtime.CompilerServices;
using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>The routes of targets, looked up by the target object itself, because a client sends to the same one again and again.</summary>
internal sealed class RouteTable(TopologyPlans plans, string controlExchange)
{
    private readonly ConditionalWeakTable<Target, Route> _direct = [];
    private readonly ConditionalWeakTable<Target, Route> _fanout = [];
    private readonly ConditionalWeakTable<Target, Route> _cancel = [];
    private readonly ConditionalWeakTable<Target, Route> _notification = [];

    /// <summary>The route of a message.</summary>
    public Route Of(OutgoingMessage message) => message.Kind switch
    {
        MessageKind.Fanout => Fanout(message.Target),
        MessageKind.Notification => Notification(message.Target),
        _ => Direct(message.Target),
    };

    /// <summary>The route of the cancellation of a call.</summary>
    public Route Cancel(Target target) => _cancel.TryGetValue(target, out var route) ? route : _cancel.GetValue(target, MakeCancel);

    /// <summary>The route to a topic, or to one of its servers.</summary>
    private Route Direct(Target target) => _direct.TryGetValue(target, out var route) ? route : _direct.GetValue(target, MakeDirect);

    private Route Fanout(Target target) => _fanout.TryGetValue(target, out var route) ? route : _fanout.GetValue(target, MakeFanout);

    /// <summary>The route to the queue of a notification's topic, which the sender declares.</summary>
    private Route Notification(Target target) =>
        _notification.TryGetValue(target, out var route) ? route : _notification.GetValue(target, MakeNotification);

    private Route MakeFanout(Target target) =>
        new(plans.FanoutExchange(RabbitNames.FanoutExchange(target.Topic!)), RabbitNames.FanoutKey);

    private Route MakeDirect(Target target) => new(
        Exchange(target),
        target.Server is { } server ? RabbitNames.ServerQueue(target.Topic!, server) : RabbitNames.TopicQueue(target.Topic!));

    private Route MakeCancel(Target target) => new(Exchange(target), RabbitNames.CancelKey(target.Topic!));

    private Route MakeNotification(Target target) => new(Exchange(target), target.Topic!, plans.WorkQueue(target.Topic!, target.Topic!));

    private ExchangePlan Exchange(Target target) => plans.TopicExchange(RabbitNames.Exchange(target, controlExchange));
}
