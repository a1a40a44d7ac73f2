using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Serving.Parking;

/// <summary>The dead-letter queues of one listener: one for all queues of a server, one for each queue of a notification
/// listener.</summary>
internal sealed class DeadLetterOffice
{
    private readonly Dictionary<string, DeadLetters> _byQueue = [];
    private readonly DeadLetters _first;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;

    public DeadLetterOffice(IEnumerable<DeadLetters> all, TimeSpan patience, TimeProvider time)
    {
        _patience = patience;
        _time = time;
        foreach (var letters in all)
        {
            _byQueue.TryAdd(letters.Owner, letters);
        }

        _first = _byQueue.Values.First();
    }

    /// <summary>Where the messages of a queue are parked.</summary>
    public DeadLetters Of(string queue) => _byQueue.GetValueOrDefault(queue, _first);

    /// <summary>A channel of deliveries is about to be set up.</summary>
    public void Open()
    {
        foreach (var letters in _byQueue.Values)
        {
            letters.Open();
        }
    }

    /// <summary>Adds the queues to everything that must exist before consuming starts.</summary>
    public void AddTo(Blueprint blueprint)
    {
        foreach (var letters in _byQueue.Values)
        {
            letters.AddTo(blueprint);
        }
    }

    /// <summary>
    /// The channel of the deliveries is about to be closed. Waits for copies in flight, if the channel can still be used for them.
    /// </summary>
    public async Task CloseAsync(bool isOpen)
    {
        var settled = Task.WhenAll(_byQueue.Values.Select(letters => letters.Close()));
        try
        {
            await settled.WaitAsync(isOpen ? _patience : TimeSpan.Zero, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Publishing is blocked. The messages are not acknowledged, so they will be delivered again.
        }
    }
}
