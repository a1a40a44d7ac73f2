namespace Messaging;

/// <summary>The server has as many calls waiting as it wants (<see cref="RpcServerOptions.MaxWaitingCalls"/>) and refused this one. The method did not run.</summary>
/// <remarks>Answered at once, before any work: calling again a little later, or another server, does no harm.</remarks>
public sealed class ServerOverloadedException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="method">The method that was called.</param>
    /// <param name="message">The server's explanation.</param>
    /// <param name="running">How many calls and casts the server ran, or null.</param>
    /// <param name="waiting">How many calls waited there, or null.</param>
    public ServerOverloadedException(string method, string message, int? running = null, int? waiting = null)
        : base(message)
    {
        Method = method;
        Running = running;
        Waiting = waiting;
    }

    /// <summary>The method that was called.</summary>
    public string Method { get; }

    /// <summary>How many calls and casts the server ran when it refused; null when it did not say.</summary>
    public int? Running { get; }

    /// <summary>How many calls waited there for one of these to end; null when it did not say.</summary>
    public int? Waiting { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
