namespace Messaging.Benchmarks.Subjects;

/// <summary>One way to make the call that is compared: a client and a server that echoes, both in this process.</summary>
internal interface ISubject : IAsyncDisposable
{
    /// <summary>Its name on the command line and in the report.</summary>
    string Name { get; }

    /// <summary>Opens its connections and starts its server. Called once, before any call.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Sends a text to the server and returns what came back. Called by many callers at once.</summary>
    ValueTask<string> CallAsync(string payload);
}
