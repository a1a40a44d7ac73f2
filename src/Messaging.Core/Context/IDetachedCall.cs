namespace Messaging.Context;

/// <summary>A call whose reply was taken out of its method's hands, as <see cref="DetachedReply"/> answers it.</summary>
internal interface IDetachedCall
{
    string? Method { get; }

    /// <exception cref="SerializationException">The result cannot be written.</exception>
    void WriteResult<T>(T result);

    void Fail(Exception error);

    /// <summary>Sends what was written.</summary>
    Task SendReplyAsync();

    /// <summary>The reply was given, or cannot be.</summary>
    void EndDetached();

    /// <summary>Logs that nobody answered the call.</summary>
    void LogDropped();
}
