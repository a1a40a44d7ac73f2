namespace Messaging.Hosting.Running;

/// <summary>A server or listener of the application, and whether it is serving yet. Its start may be retried until it succeeds.</summary>
internal sealed class HostedServer(string name, Func<CancellationToken, Task> start, Func<CancellationToken, Task> stop)
{
    private volatile bool _serves;

    public string Name { get; } = name;

    public bool Serves => _serves;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_serves)
        {
            await start(cancellationToken).ConfigureAwait(false);
            _serves = true;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _serves = false;
        await stop(cancellationToken).ConfigureAwait(false);
    }
}
