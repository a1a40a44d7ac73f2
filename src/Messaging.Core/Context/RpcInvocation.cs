using System.ComponentModel;

namespace Messaging;

/// <summary>A request as a method's body sees it: its arguments, its context, its token. For bodies written by hand instead of found by
/// reflection.</summary>
/// <remarks>Valid until the body's task ends. Not for concurrent use.</remarks>
public abstract class RpcInvocation
{
    private protected RpcInvocation()
    {
    }

    /// <summary>The target that the server serves.</summary>
    public abstract Target Target { get; }

    /// <summary>The method's name on the wire.</summary>
    public abstract string? Method { get; }

    /// <summary>Whether the caller waits for the result.</summary>
    public abstract bool IsCall { get; }

    /// <summary>The caller as the broker or the connection authenticated it; null when neither did.</summary>
    public abstract CallerIdentity? Caller { get; }

    /// <summary>The caller's context, with the facts of this request.</summary>
    public abstract RpcContext Context { get; }

    /// <summary>Fires when the caller gives up, its time is over, or a stopping server no longer waits for it.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>Answers the call instead of its method, or replaces the method's result. For an <see cref="IRpcServerInterceptor"/>; a cast
    /// counts as done. Has no effect on a detached call.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="result">The result.</param>
    /// <exception cref="SerializationException">The result cannot be written. Do not catch it: the caller is told.</exception>
    public abstract void Answer<T>(T result);

    /// <summary>Whether the caller gave an argument.</summary>
    /// <param name="name">The name of a parameter of the method.</param>
    /// <exception cref="ArgumentException">The method has no such parameter.</exception>
    public bool HasArgument(string name) => HasArgument(IndexOf(name));

    /// <summary>An argument that the caller gave.</summary>
    /// <typeparam name="T">The type to read it as.</typeparam>
    /// <param name="name">The name of a parameter of the method.</param>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidArgumentsException">The value is missing or not a valid <typeparamref name="T"/>. Do not catch it: the
    /// caller is told.</exception>
    /// <exception cref="ArgumentException">The method has no such parameter.</exception>
    public T Argument<T>(string name) => Argument<T>(IndexOf(name));

    /// <summary>An argument, or a default when the caller left it out.</summary>
    /// <typeparam name="T">The type to read it as.</typeparam>
    /// <param name="name">The name of a parameter of the method.</param>
    /// <param name="or">The default.</param>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidArgumentsException">The value is not a valid <typeparamref name="T"/>. Do not catch it: the caller is
    /// told.</exception>
    /// <exception cref="ArgumentException">The method has no such parameter.</exception>
    public T Argument<T>(string name, T or) => ArgumentOr(IndexOf(name), or);

    /// <summary>An argument that the caller gave. For generated code.</summary>
    /// <typeparam name="T">The type to read it as.</typeparam>
    /// <param name="index">The index of its parameter.</param>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidArgumentsException">The value is not a valid <typeparamref name="T"/>. Do not catch it: the caller is
    /// told.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T ArgumentAt<T>(int index) => Argument<T>(index);

    /// <summary>An argument, or a default when the caller left it out. For generated code.</summary>
    /// <typeparam name="T">The type to read it as.</typeparam>
    /// <param name="index">The index of its parameter.</param>
    /// <param name="or">The default.</param>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidArgumentsException">The value is not a valid <typeparamref name="T"/>. Do not catch it: the caller is
    /// told.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T ArgumentAt<T>(int index, T or) => ArgumentOr(index, or);

    /// <summary>Refuses the arguments, for a body that checks more than their types do: throw the returned exception, and the caller gets
    /// an <see cref="InvalidArgumentsException"/> with the reason.</summary>
    /// <param name="reason">What is wrong, and what to do. The caller sees it.</param>
    /// <returns>The exception to throw, before the method has done anything.</returns>
    public abstract InvalidArgumentsException RefuseArguments(string reason);

    /// <summary>Whether the broker delivered the message before.</summary>
    internal abstract bool IsRedelivered { get; }

    /// <summary>The time until the caller gives up; null when there is no limit.</summary>
    internal abstract TimeSpan? TimeLeft { get; }

    /// <summary>Whether the call has ended, though code that its method left running may continue.</summary>
    internal abstract bool IsOver { get; }

    /// <summary>Detaches the reply from the method.</summary>
    /// <exception cref="InvalidOperationException">There is no call to answer.</exception>
    internal abstract DetachedReply Detach();

    /// <summary>Takes the method's result.</summary>
    internal abstract void SetResult<T>(T result);

    /// <summary>Notes that the method, which has no result, has ended.</summary>
    internal abstract void SetNoResult();

    /// <summary>Disposes an object together with the reply of a detached call.</summary>
    /// <returns>False when the reply is not detached, or was already given.</returns>
    internal abstract bool TryLeaveToReply(IAsyncDisposable owned);

    internal abstract bool HasArgument(int index);

    internal abstract T Argument<T>(int index);

    internal T ArgumentOr<T>(int index, T or) => HasArgument(index) ? Argument<T>(index) : or;

    private protected abstract int IndexOf(string name);
}
