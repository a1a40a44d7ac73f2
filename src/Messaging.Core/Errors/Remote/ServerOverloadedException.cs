namespace Messaging;

/// <summary>The server has as many calls waiting as it accepts (<see cref="RpcServerOptions.MaxWaitingCalls"/>) and refused this one. The
/// method did not run.</summary>
/// <remarks>The server answers at once, before any work: it is safe to retry a little later, or to call another server.</remarks>
public sealed class ServerOverloadedException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="method">The method that was called.</param>
    /// <param name="message">The server's explanation.</param>
    /// <param name="running">How many calls and casts the server was running, or null.</param>
    /// <param name="waiting">How many calls were waiting there, or null.</param>
    public ServerOverloadedException(string method, string message, int? running = null, int? waiting = null)
        : base(message)
    {
        Method = method;
        Running = running;
        Waiting = waiting;
    }

    /// <summary>The method that was called.</summary>
    public string Method { get; }

    /// <summary>How many calls and casts the server was running when it refused; null when it did not say.</summary>
    public int? Running { get; }

    /// <summary>How many calls were waiting there for one of these to end; null when it did not say.</summary>
    public int? Waiting { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
