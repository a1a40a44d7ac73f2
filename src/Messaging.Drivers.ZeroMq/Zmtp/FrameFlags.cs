namespace Messaging.Drivers.ZeroMq.Zmtp;

/// <summary>The first byte of a frame.</summary>
[Flags]
internal enum FrameFlags : byte
{
    /// <summary>The last frame of a message, with a length of one byte.</summary>
    None = 0,

    /// <summary>Another frame of the same message follows.</summary>
    More = 1,

    /// <summary>The length takes eight bytes.</summary>
    Long = 2,

    /// <summary>The frame is a command, not a part of a message.</summary>
    Command = 4,
}
