namespace Messaging.Benchmarks.Subjects;

/// <summary>One way to make the call that is compared: a client, and a server that echoes.</summary>
/// <remarks>Both are in this process, or each in one of its own: then one process only serves, and the other only connects.</remarks>
internal interface ISubject : IAsyncDisposable
{
    /// <summary>Its name on the command line and in the report.</summary>
    string Name { get; }

    /// <summary>Starts its server. Called at most once, before <see cref="ConnectAsync"/>.</summary>
    /// <exception cref="UnavailableException">Something that it needs is not on this machine.</exception>
    Task ServeAsync(CancellationToken cancellationToken);

    /// <summary>Opens its client's connections. Called at most once, before any call.</summary>
    /// <exception cref="UnavailableException">Something that it needs is not on this machine.</exception>
    Task ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Sends a text to the server and returns what came back. Called by many callers at once.</summary>
    ValueTask<string> CallAsync(string payload);
}
