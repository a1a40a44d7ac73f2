using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>Asks the broker something, and waits for its answer only so long; the channel is kept until the answer has come.</summary>
/// <remarks>
/// A channel that the client library closes while an answer is due is forgotten after a while. What the broker says on it then is an error
/// of the whole connection to the library, which ends it.
/// </remarks>
internal static class Question
{
    /// <summary>How long a broker may take that has much to do.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Asks on a channel of its own, which is opened and closed.</summary>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    public static async Task AskAsync(
        BrokerSession session, Func<IChannel, Task> ask, TimeSpan patience, TimeProvider time, BackgroundWork background)
    {
        var asking = AskAsync(session, ask);
        try
        {
            await asking.WaitAsync(patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!asking.IsCompleted)
        {
            background.Add(IgnoreAsync(asking));
            throw;
        }
    }

    /// <summary>Asks on a channel, which nobody may use any more when this ends without an answer: it is closed once that has come.</summary>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    public static async Task AskAsync(
        IChannel channel, Func<IChannel, Task> ask, TimeProvider time, BackgroundWork background, CancellationToken cancellationToken)
    {
        channel.ContinuationTimeout = Timeout.InfiniteTimeSpan;
        var asking = ask(channel);
        try
        {
            await asking.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            background.Add(CloseAsync(channel, asking));
            throw;
        }
    }

    private static async Task AskAsync(BrokerSession session, Func<IChannel, Task> ask)
    {
        var channel = await session.OpenChannelAsync(confirms: false, CancellationToken.None).ConfigureAwait(false);
        channel.ContinuationTimeout = Timeout.InfiniteTimeSpan;
        try
        {
            await ask(channel).ConfigureAwait(false);
        }
        finally
        {
            await channel.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task CloseAsync(IChannel channel, Task asking)
    {
        await IgnoreAsync(asking).ConfigureAwait(false);
        try
        {
            await channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (PublishVerdict.IsTransient(e))
        {
            // It went with its connection.
        }
    }

    private static async Task IgnoreAsync(Task asking) => await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
