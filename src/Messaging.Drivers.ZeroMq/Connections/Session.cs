using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Security;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>The result of a handshake.</summary>
/// <param name="Socket">The socket.</param>
/// <param name="Buffer">The bytes received after the handshake.</param>
/// <param name="Cipher">Encrypts the frames; or null.</param>
/// <param name="CanPing">Whether the peer supports heartbeats: ZMTP 3.0 has none.</param>
/// <param name="PeerName">Where the peer is, for logs.</param>
/// <param name="Caller">The authenticated peer, or null.</param>
internal sealed record Session(
    Socket Socket, ReceiveBuffer Buffer, IFrameCipher? Cipher, bool CanPing, string PeerName, CallerIdentity? Caller);
