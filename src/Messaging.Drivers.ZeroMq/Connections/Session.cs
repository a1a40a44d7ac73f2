using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Security;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>What a handshake made of a socket.</summary>
/// <param name="Socket">The socket.</param>
/// <param name="Buffer">What came behind the handshake.</param>
/// <param name="Cipher">What encrypts the frames, or null.</param>
/// <param name="CanPing">Whether the peer knows heartbeats: ZMTP 3.0 has none.</param>
/// <param name="PeerName">Where the peer is, for logs.</param>
/// <param name="Caller">Who the peer has shown to be, or null.</param>
internal sealed record Session(Socket Socket, ReceiveBuffer Buffer, IFrameCipher? Cipher, bool CanPing, string PeerName, CallerIdentity? Caller);
