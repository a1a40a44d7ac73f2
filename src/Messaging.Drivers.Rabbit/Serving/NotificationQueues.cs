using Messaging.Drivers.Rabbit.Serving.Parking;
using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>The queues of a notification listener: one for each of its topics, or that of its pool, bound to all of them.</summary>
internal sealed class NotificationQueues(
    IReadOnlyList<Target> sources, string? pool, DeadLetterOffice? deadLetters, RabbitRuntime runtime) : ListenedQueues(deadLetters)
{
    public override string Name => pool is null
        ? $"notifications on {string.Join(", ", sources.Select(source => source.Topic))}"
        : $"notifications of the pool '{pool}'";

    public override string[] Consumed => [.. sources.Select(source => pool ?? source.Topic!).Distinct()];

    protected override void AddTo(Blueprint blueprint)
    {
        foreach (var source in sources)
        {
            var exchange = RabbitNames.Exchange(source, runtime.Context.ControlExchange);
            var queue = pool ?? source.Topic!;
            blueprint.Add(runtime.Plans.TopicExchange(exchange)).Add(runtime.Plans.WorkQueue(queue, queue), exchange, source.Topic!);
        }
    }
}
