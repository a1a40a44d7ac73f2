using Messaging.Serialization;
using Messaging.Transports;

namespace Messaging.Calling;

/// <summary>Sends the queued casts of clients without interceptors.</summary>
internal sealed class CastSender : ICastSender
{
    private CastSender()
    {
    }

    public static CastSender Shared { get; } = new();

    public Task SendQueuedAsync(Transport transport, NamedRequest message, CancellationToken cancellationToken) =>
        Calls.SendQueuedAsync(transport, message, cancellationToken);
}
