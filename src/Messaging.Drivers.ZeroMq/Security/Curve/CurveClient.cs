using System.Buffers.Binary;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security.Curve;

/// <summary>The client of CURVE: sends HELLO and, after the server's WELCOME, an INITIATE that proves our identity.</summary>
internal sealed class CurveClient : Mechanism
{
    private const int HelloSize = 194;
    private const int WelcomeSize = CurveBox.LongNonceSize + 144;
    private const int CookieSize = 96;
    private const int VouchSize = CurveBox.LongNonceSize + 80;

    private readonly CurveKeys _own;
    private readonly byte[] _server;
    private readonly CurveKeys _transient = CurveKeys.Generate();
    private readonly CurveBox _toServer;
    private CurveBox? _session;
    private ulong _sent;
    private IFrameCipher? _cipher;

    /// <param name="socketType">The type of our socket.</param>
    /// <param name="own">Our keys, which identify us to the server.</param>
    /// <param name="server">The public key of the server.</param>
    public CurveClient(string socketType, CurveKeys own, byte[] server)
        : base(socketType)
    {
        _own = own;
        _server = server;
        _toServer = new CurveBox(server, _transient.Secret);
    }

    public override string Name => "CURVE";

    public override IFrameCipher? Cipher => _cipher;

    public override void Start(MessageBuffer output)
    {
        // The version, zeros so that no peer receives more bytes than it sends, our transient key, and a box that proves it is ours.
        Span<byte> hello = stackalloc byte[HelloSize];
        hello.Clear();
        hello[0] = 1;
        _transient.Public.CopyTo(hello[74..]);
        BinaryPrimitives.WriteUInt64BigEndian(hello[106..], ++_sent);
        Span<byte> zeros = stackalloc byte[64];
        zeros.Clear();
        _toServer.Close(hello[114..], zeros, "CurveZMQHELLO---"u8, _sent);
        Command.Write(output, "HELLO"u8, hello);
    }

    public override void Take(ReadOnlySpan<byte> command, MessageBuffer output)
    {
        if (_session is null)
        {
            TakeWelcome(Command.Expect(command, "WELCOME"u8), output);
        }
        else
        {
            TakeReady(Command.Expect(command, "READY"u8));
        }
    }

    private void TakeWelcome(ReadOnlySpan<byte> data, MessageBuffer output)
    {
        Span<byte> opened = stackalloc byte[Sodium.KeySize + CookieSize];
        if (data.Length != WelcomeSize
            || !_toServer.TryOpen(opened, data[CurveBox.LongNonceSize..], "WELCOME-"u8, data[..CurveBox.LongNonceSize]))
        {
            throw new ZmtpException("the peer does not have the key that we know as the server's", isRefusal: true);
        }

        var sessionKey = opened[..Sodium.KeySize];
        _session = new CurveBox(sessionKey, _transient.Secret);

        // The box holds our public key, a voucher by which it vouches for our transient key, and our properties.
        Span<byte> plain = stackalloc byte[Sodium.KeySize + VouchSize + Metadata.MaxSize];
        _own.Public.CopyTo(plain);
        WriteVouch(plain.Slice(Sodium.KeySize, VouchSize), sessionKey);
        plain = plain[..(Sodium.KeySize + VouchSize + Metadata.Write(plain[(Sodium.KeySize + VouchSize)..], SocketType))];

        Span<byte> initiate = stackalloc byte[CookieSize + CurveBox.ShortNonceSize + Sodium.MacSize + plain.Length];
        opened[Sodium.KeySize..].CopyTo(initiate);
        BinaryPrimitives.WriteUInt64BigEndian(initiate[CookieSize..], ++_sent);
        _session.Close(initiate[(CookieSize + CurveBox.ShortNonceSize)..], plain, "CurveZMQINITIATE"u8, _sent);
        Command.Write(output, "INITIATE"u8, initiate);
    }

    private void WriteVouch(Span<byte> vouch, ReadOnlySpan<byte> sessionKey)
    {
        Span<byte> content = stackalloc byte[2 * Sodium.KeySize];
        _transient.Public.CopyTo(content);
        _server.CopyTo(content[Sodium.KeySize..]);
        var nonce = vouch[..CurveBox.LongNonceSize];
        Sodium.FillRandom(nonce);
        var box = new CurveBox(sessionKey, _own.Secret);
        box.Close(vouch[CurveBox.LongNonceSize..], content, "VOUCH---"u8, nonce);
    }

    private void TakeReady(ReadOnlySpan<byte> data)
    {
        var size = data.Length - CurveBox.ShortNonceSize - Sodium.MacSize;
        if (size < 0)
        {
            throw new ZmtpException("the peer sent a READY that is too short");
        }

        var nonce = data[..CurveBox.ShortNonceSize];
        var metadata = new byte[size];
        if (!_session!.TryOpen(metadata, data[CurveBox.ShortNonceSize..], "CurveZMQREADY---"u8, nonce))
        {
            throw new ZmtpException("the peer sent a READY that the server did not encrypt");
        }

        _cipher = new CurveCipher(_session, isServer: false, _sent, BinaryPrimitives.ReadUInt64BigEndian(nonce));
        End(metadata);
    }
}
