using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>Sends the broker a request and waits a limited time for its answer; the channel is kept until the answer has arrived.</summary>
/// <remarks>
/// The client library forgets a channel that is closed while an answer is due, after a while. To the library a later answer on that channel
/// is an error of the whole connection, which it then ends.
/// </remarks>
internal static class Question
{
    /// <summary>How long a busy broker may take.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Asks on a channel of its own, which is opened and closed for it.</summary>
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

    /// <summary>
    /// Asks on a channel. When this ends without an answer, nobody may use the channel any more; it is closed once the answer arrives.
    /// </summary>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
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
            // The channel ended with its connection.
        }
    }

    private static async Task IgnoreAsync(Task asking) => await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
