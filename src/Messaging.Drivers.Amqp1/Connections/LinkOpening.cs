using System.Globalization;
using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>A link or a session on its way: done when the broker has attached it, failed when the broker ends it instead.</summary>
internal sealed class LinkOpening
{
    private static long _last;

    private readonly TaskCompletionSource<Attach> _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A name for a link: no two of a connection may have the same.</summary>
    public static string NewName(string what) => string.Create(CultureInfo.InvariantCulture, $"{what}#{Interlocked.Increment(ref _last)}");

    /// <summary>For the constructor of the link.</summary>
    public void OnAttached(ILink link, Attach attach)
    {
        // A refusal is an attach without the end that was asked for, and then a detach that says why.
        if (((Link)link).Role ? attach.Source is not null : attach.Target is not null)
        {
            _attached.TrySetResult(attach);
        }
    }

    /// <summary>Waits for the answer of the broker.</summary>
    /// <exception cref="AmqpException">The broker refused it.</exception>
    public async Task<Attach> WaitAsync(Link link, CancellationToken cancellationToken)
    {
        link.Session.AddClosedCallback(OnClosed);
        link.AddClosedCallback(OnClosed);
        return await _attached.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void OnClosed(IAmqpObject sender, Error error) => _attached.TrySetException(
        new AmqpException(error ?? new Error(ErrorCode.DetachForced) { Description = "the connection was lost" }));
}
