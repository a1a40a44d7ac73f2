using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>One side of a security handshake: handles the peer's commands and writes the answers. Does not use the socket itself.</summary>
internal abstract class Mechanism
{
    protected Mechanism(string socketType) => SocketType = socketType;

    /// <summary>The name in the greeting.</summary>
    public abstract string Name { get; }

    /// <summary>Whether we are the server of the mechanism.</summary>
    public virtual bool IsServer => false;

    /// <summary>Whether the handshake is complete and messages may be sent.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The cipher of the frames after the handshake; null for plain text.</summary>
    public virtual IFrameCipher? Cipher => null;

    /// <summary>
    /// The authenticated identity of the client: its user or its public key. Null without authentication, and on the client's side.
    /// </summary>
    public virtual CallerIdentity? Caller => null;

    protected string SocketType { get; }

    /// <summary>Writes the first command, if it is our side that starts.</summary>
    public virtual void Start(MessageBuffer output)
    {
    }

    /// <summary>Handles a command of the peer, and writes our answer.</summary>
    /// <exception cref="ZmtpException">The command is not the expected one, or we refuse the peer.</exception>
    public abstract void Take(ReadOnlySpan<byte> command, MessageBuffer output);

    /// <summary>Completes the handshake after the peer's last command.</summary>
    /// <param name="metadata">The peer's properties.</param>
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
