namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>Why a server refused a request: the byte after the id.</summary>
internal enum RefusalReason : byte
{
    /// <summary>The target has never been served here.</summary>
    NoServer = 1,

    /// <summary>Too many messages, or too many bytes, wait for its target.</summary>
    Overloaded = 2,

    /// <summary>Its body is larger than the server accepts.</summary>
    TooLarge = 3,

    /// <summary>Its time was over when it arrived.</summary>
    Late = 4,
}
