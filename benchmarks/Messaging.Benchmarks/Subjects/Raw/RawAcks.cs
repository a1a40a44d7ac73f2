using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>
/// Acknowledges the raw twin's requests: at most one acknowledgement is on its way to the socket, and it covers all that came
/// meanwhile.
/// </summary>
internal sealed class RawAcks(IChannel channel) : IThreadPoolWorkItem
{
    private ulong _last;
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

    // One at a time: an acknowledgement of many that came after a later one would be an error.
    private async Task SendAsync()
    {
        ulong sent;
        do
        {
            sent = Volatile.Read(ref _last);
            await channel.BasicAckAsync(sent, multiple: true);
            Interlocked.Exchange(ref _queued, 0);
        }
        while (Volatile.Read(ref _last) != sent && Interlocked.Exchange(ref _queued, 1) == 0);
    }
}
