using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>
/// Acknowledges the raw twin's requests: at most one acknowledgement is on its way to the socket, and it covers all that came
/// meanwhile.
/// </summary>
internal sealed class RawAcks(IChannel channel) : IThreadPoolWorkItem
{
    private ulong _last;
    private ulong _sent; // By whoever set _queued.
    private int _queued;

    /// <summary>Called in the order of the tags.</summary>
    public void Add(ulong tag)
    {
        Volatile.Write(ref _last, tag);
        if (Interlocked.Exchange(ref _queued, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = SendAsync();

    // One at a time, and none twice: the broker closes the channel of whoever acknowledges what is not to be acknowledged any more.
    private async Task SendAsync()
    {
        ulong sent;
        do
        {
            var last = Volatile.Read(ref _last);
            if (last != _sent)
            {
                _sent = last;
                await channel.BasicAckAsync(last, multiple: true);
            }

            sent = last;
            Interlocked.Exchange(ref _queued, 0);
        }
        while (Volatile.Read(ref _last) != sent && Interlocked.Exchange(ref _queued, 1) == 0);
    }
}
