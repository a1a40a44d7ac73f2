using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Security;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>The result of a handshake on a socket.</summary>
/// <param name="Socket">The socket.</param>
/// <param name="Buffer">Bytes that arrived after the handshake.</param>
/// <param name="Cipher">The cipher of the frames; null for plain text.</param>
/// <param name="CanPing">Whether the peer supports heartbeats: ZMTP 3.0 has none.</param>
/// <param name="PeerName">The address of the peer, for logs.</param>
/// <param name="Caller">The authenticated identity of the peer, or null.</param>
internal sealed record Session(Socket Socket, ReceiveBuffer Buffer, IFrameCipher? Cipher, bool CanPing, string PeerName, CallerIdentity? Caller);
