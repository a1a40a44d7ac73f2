namespace Messaging.Context;

/// <summary>A detached call, as <see cref="DetachedReply"/> answers it.</summary>
internal interface IDetachedCall
{
    string? Method { get; }

    /// <exception cref="SerializationException">The result cannot be written.</exception>
    void WriteResult<T>(T result);

    void Fail(Exception error);

    /// <summary>Sends the written reply.</summary>
    Task SendReplyAsync();

    /// <summary>Ends the call: the reply was given, or cannot be.</summary>
    void EndDetached();

    /// <summary>Logs that nobody answered the call.</summary>
    void LogDropped();
}
