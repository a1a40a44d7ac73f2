using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Queues;

/// <summary>A message whose replies nobody waits for.</summary>
internal sealed class Letter(MessageBuffer body, Deadline expiry) : QueuedMessage(body, expiry)
{
    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
