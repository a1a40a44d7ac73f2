using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging;

/// <summary>A call or a cast of a client, as its interceptors see it.</summary>
/// <remarks>Valid until the interceptor's task ends. Not for concurrent use.</remarks>
public abstract class RpcCall
{
    private protected RpcCall(OutgoingRequest request, CancellationToken cancellationToken)
    {
        Request = request;
        CancellationToken = cancellationToken;
    }

    /// <summary>Its target.</summary>
    public Target Target => Request.Target;

    /// <summary>The method's name on the wire.</summary>
    public string Method => Request.Method;

    /// <summary>Whether the caller waits for the method; false for a cast, which completes when the broker has it.</summary>
    public bool IsCall => Request.Kind == MessageKind.Call;

    /// <summary>The time that is left, or null when there is no limit.</summary>
    public TimeSpan? TimeLeft => Request.Deadline.IsInfinite ? null : Request.Deadline.TimeLeft;

    /// <summary>The context of the call, or null for none; may be replaced. With an <see cref="EntitySerializer"/>, the context that it
    /// produced.</summary>
    public RpcContext? Context
    {
        get => Request.Context;
        set => Request.Context = value;
    }

    /// <summary>The caller's token. For <see cref="RpcClient.Cast(RpcContext?, string, object?)"/>, it fires when the transport is disposed
    /// and stops waiting.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The type of result that the caller expects; null for none.</summary>
    public abstract Type? ResultType { get; }

    /// <summary>The result, once the next interceptor has completed; null before, and for a cast. When set, it is what the caller gets,
    /// even if the next interceptor was not called.</summary>
    /// <exception cref="ArgumentException">The value is not of the type <see cref="ResultType"/>, which for a call without a result can
    /// only be null.</exception>
    public abstract object? Result { get; set; }

    internal OutgoingRequest Request { get; }

    /// <summary>Whether it was sent and answered, or an interceptor answered instead of the server.</summary>
    internal bool IsDone { get; private protected set; }

    /// <summary>The step after the last interceptor.</summary>
    internal abstract Task SendAsync();
}
