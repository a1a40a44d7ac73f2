using Messaging.Serialization;

namespace Messaging.Transports;

/// <summary>Sends a cast when its turn in the <see cref="CastQueue"/> has come.</summary>
internal interface ICastSender
{
    /// <summary>Sends it; completes when the broker has it.</summary>
    Task SendQueuedAsync(Transport transport, NamedRequest message, CancellationToken cancellationToken);
}
