using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>One side of a security handshake: takes the peer's commands and produces ours. Knows no socket.</summary>
internal abstract class Mechanism
{
    protected Mechanism(string socketType) => SocketType = socketType;

    /// <summary>The name in the greeting.</summary>
    public abstract string Name { get; }

    /// <summary>Whether we are the server of the mechanism.</summary>
    public virtual bool IsServer => false;

    /// <summary>Whether the handshake is over and messages may be sent.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Encrypts the frames from now on; null for no encryption.</summary>
    public virtual IFrameCipher? Cipher => null;

    /// <summary>The authenticated client: its user, or its public key. Null without authentication, and on the client's side.</summary>
    public virtual CallerIdentity? Caller => null;

    protected string SocketType { get; }

    /// <summary>Writes our first command, if we begin.</summary>
    public virtual void Start(MessageBuffer output)
    {
    }

    /// <summary>Takes a command of the peer, and writes our answer.</summary>
    /// <exception cref="ZmtpException">The command is not the expected one, or the peer is not allowed.</exception>
    public abstract void Take(ReadOnlySpan<byte> command, MessageBuffer output);

    /// <summary>The peer's part of the handshake is over.</summary>
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
