using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>One side of a security handshake: takes the commands of the peer and says what to send. Knows no socket.</summary>
internal abstract class Mechanism
{
    protected Mechanism(string socketType) => SocketType = socketType;

    /// <summary>The name in the greeting.</summary>
    public abstract string Name { get; }

    /// <summary>Whether we are the server of the mechanism.</summary>
    public virtual bool IsServer => false;

    /// <summary>Whether the handshake is over and messages may go.</summary>
    public bool IsDone { get; private set; }

    /// <summary>What encrypts the frames from now on, or null for nothing.</summary>
    public virtual IFrameCipher? Cipher => null;

    /// <summary>Who the client has shown to be: its user, or its public key. Null where that is not asked, and on its own side.</summary>
    public virtual CallerIdentity? Caller => null;

    protected string SocketType { get; }

    /// <summary>Writes what we send first, if it is on us.</summary>
    public virtual void Start(MessageBuffer output)
    {
    }

    /// <summary>Takes a command of the peer, and writes what we answer.</summary>
    /// <exception cref="ZmtpException">It is not the command that had to come, or we do not let the peer in.</exception>
    public abstract void Take(ReadOnlySpan<byte> command, MessageBuffer output);

    /// <summary>The peer has said all that there is to say.</summary>
    /// <param name="metadata">Its properties.</param>
    protected void End(ReadOnlySpan<byte> metadata)
    {
        Metadata.CheckSocketType(Metadata.ReadSocketType(metadata));
        IsDone = true;
    }

    /// <summary>Writes a command that carries our properties and nothing else.</summary>
    protected void WriteMetadata(MessageBuffer output, ReadOnlySpan<byte> command)
    {
        Span<byte> metadata = stackalloc byte[Metadata.MaxSize];
        Command.Write(output, command, metadata[..Metadata.Write(metadata, SocketType)]);
    }
}
