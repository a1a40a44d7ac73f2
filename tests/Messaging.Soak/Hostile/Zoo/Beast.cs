namespace Messaging.Soak.Hostile.Zoo;

/// <summary>A client that means harm: it attacks in one way, again and again.</summary>
/// <param name="name">What it does.</param>
/// <param name="where">Whom it attacks: ZeroMQ or RabbitMQ.</param>
/// <param name="pause">How long it rests after each attack.</param>
/// <param name="attackAsync">One attack.</param>
internal sealed class Beast(string name, string where, TimeSpan pause, Func<CancellationToken, Task> attackAsync)
{
    // What it leaves open until the next one, and no longer.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public string Name { get; } = name;

    public string Where { get; } = where;

    public int Attacks { get; private set; }

    /// <summary>How many ended with an error on its side: it was refused, or closed.</summary>
    public int Repelled { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Longest);
            Attacks++;
            try
            {
                await attackAsync(limit.Token);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Repelled++;
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
