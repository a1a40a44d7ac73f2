using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>The start of a connection: greetings, then the commands of the security mechanism.</summary>
internal static class Handshake
{
    private const int MaxCommand = 8 * 1024;

    /// <summary>Performs the handshake.</summary>
    /// <param name="socket">A connected socket; not closed here.</param>
    /// <param name="peerName">Where the peer is.</param>
    /// <param name="mechanism">Our side of the security.</param>
    /// <param name="cancellationToken">Ends the attempt; the caller then closes the socket.</param>
    /// <exception cref="ZmtpException">The peer's protocol or mechanism differs from ours, or one side refuses the other.</exception>
    /// <exception cref="SocketException">The connection was lost.</exception>
    public static async Task<Session> RunAsync(Socket socket, string peerName, Mechanism mechanism, CancellationToken cancellationToken)
    {
        var buffer = new ReceiveBuffer();
        var output = MessageBuffer.Rent();
        try
        {
            Greeting.Write(output.GetSpan(Greeting.Size), mechanism.Name, mechanism.IsServer);
            output.Advance(Greeting.Size);
            await SendAsync(socket, output, cancellationToken).ConfigureAwait(false);
            await ReceiveAsync(socket, buffer, Greeting.SignatureSize, cancellationToken).ConfigureAwait(false);
            Greeting.CheckSignature(buffer.Unread);
            await ReceiveAsync(socket, buffer, Greeting.Size, cancellationToken).ConfigureAwait(false);
            var greeting = Greeting.Read(buffer.Unread);
            buffer.Consume(Greeting.Size);
            CheckMechanism(mechanism, greeting);

            mechanism.Start(output);
            await SendAsync(socket, output, cancellationToken).ConfigureAwait(false);
            while (!mechanism.IsDone)
            {
                await TakeCommandAsync(socket, buffer, mechanism, output, cancellationToken).ConfigureAwait(false);
                await SendAsync(socket, output, cancellationToken).ConfigureAwait(false);
            }

            return new Session(socket, buffer, mechanism.Cipher, greeting.Minor > 0, peerName, mechanism.Caller);
        }
        catch (Exception e)
        {
            buffer.Dispose();
            if (e is ZmtpException refused && mechanism.IsServer)
            {
                await TellAsync(socket, output, refused, cancellationToken).ConfigureAwait(false);
            }

            throw;
        }
        finally
        {
            output.Dispose();
        }
    }

    private static void CheckMechanism(Mechanism mechanism, Greeting greeting)
    {
        if (greeting.Mechanism != mechanism.Name)
        {
            throw new ZmtpException(
                $"the peer's security mechanism is {greeting.Mechanism}, ours is {mechanism.Name}: both must be the same", isRefusal: true);
        }

        // Only this combination is an error: libzmq, as a server, does not say that it is one.
        if (greeting.IsServer && mechanism.IsServer)
        {
            throw new ZmtpException("both sides act as the server of the security mechanism", isRefusal: true);
        }
    }

    private static async Task TakeCommandAsync(
        Socket socket, ReceiveBuffer buffer, Mechanism mechanism, MessageBuffer output, CancellationToken cancellationToken)
    {
        FrameHeader frame;
        while (!FrameHeader.TryRead(buffer.Unread, out frame))
        {
            await ReceiveAsync(socket, buffer, buffer.Unread.Length + 1, cancellationToken).ConfigureAwait(false);
        }

        if (!frame.IsCommand || frame.Length > MaxCommand)
        {
            throw new ZmtpException(
                frame.IsCommand ? "a command of the handshake is too long" : "a message came before the handshake was over");
        }

        var whole = frame.Size + (int)frame.Length;
        await ReceiveAsync(socket, buffer, whole, cancellationToken).ConfigureAwait(false);
        mechanism.Take(buffer.Unread[frame.Size..whole], output);
        buffer.Consume(whole);
    }

    private static async Task ReceiveAsync(Socket socket, ReceiveBuffer buffer, int atLeast, CancellationToken cancellationToken)
    {
        while (buffer.Unread.Length < atLeast)
        {
            var room = buffer.Room(atLeast - buffer.Unread.Length);
            var count = await socket.ReceiveAsync(room, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                throw new ZmtpException("the peer closed the connection during the handshake");
            }

            buffer.Filled(count);
        }
    }

    private static async Task SendAsync(Socket socket, MessageBuffer output, CancellationToken cancellationToken)
    {
        var left = output.WrittenMemory;
        while (!left.IsEmpty)
        {
            left = left[await socket.SendAsync(left, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
        }

        output.Truncate(0);
    }

    /// <summary>Tells a peer why it is refused, if it listens.</summary>
    private static async Task TellAsync(Socket socket, MessageBuffer output, ZmtpException reason, CancellationToken cancellationToken)
    {
        try
        {
            output.Truncate(0);
            // What is wrong on our side does not concern the peer.
            Command.WriteError(output, reason.IsRefusal ? reason.Message : "the handshake failed");
            await SendAsync(socket, output, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It does not listen.
        }
    }
}
