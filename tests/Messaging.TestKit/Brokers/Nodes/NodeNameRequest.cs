namespace Messaging.TestKit;

/// <summary>The first byte of what nodes and <see cref="NodeNames"/> say to each other, by the protocol of epmd.</summary>
internal enum NodeNameRequest : byte
{
    /// <summary>Which names are there?</summary>
    Names = 110,

    /// <summary>The answer to <see cref="Register"/>.</summary>
    Registered = 118,

    /// <summary>The answer to <see cref="Port"/>.</summary>
    PortAnswer = 119,

    /// <summary>I have this name and listen on this port.</summary>
    Register = 120,

    /// <summary>On which port is this name?</summary>
    Port = 122,
}
