using System.Globalization;
using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>A link that is being attached: succeeds when the broker has attached it, and fails when the broker ends it instead.</summary>
internal sealed class LinkOpening
{
    private static long _last;

    private readonly TaskCompletionSource<Attach> _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A unique name for a link: no two links of a connection may have the same.</summary>
    public static string NewName(string what) => string.Create(CultureInfo.InvariantCulture, $"{what}#{Interlocked.Increment(ref _last)}");

    /// <summary>The callback for the constructor of the link.</summary>
    public void OnAttached(ILink link, Attach attach)
    {
        // A broker refuses a link by an attach without the requested source or target, followed by a detach with the reason.
        if (((Link)link).Role ? attach.Source is not null : attach.Target is not null)
        {
            _attached.TrySetResult(attach);
        }
    }

    /// <summary>Waits for the broker's answer.</summary>
    /// <exception cref="AmqpException">The broker refused the link.</exception>
    public async Task<Attach> WaitAsync(Link link, CancellationToken cancellationToken)
    {
        link.Session.AddClosedCallback(OnClosed);
        link.AddClosedCallback(OnClosed);
        return await _attached.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void OnClosed(IAmqpObject sender, Error error) => _attached.TrySetException(
        new AmqpException(error ?? new Error(ErrorCode.DetachForced) { Description = "the connection was lost" }));
}
