using System.Buffers.Binary;
using System.Security.Cryptography;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security.Curve;

/// <summary>The server of CURVE: answers HELLO with WELCOME, and accepts clients that it recognises by their INITIATE.</summary>
internal sealed class CurveServer(string socketType, CurveKeys own, Func<byte[], bool> isAllowed) : Mechanism(socketType)
{
    private const int HelloSize = 194;
    private const int CookieSize = 96;
    private const int VouchSize = CurveBox.LongNonceSize + 80;
    private const int BoxAt = CookieSize + CurveBox.ShortNonceSize;
    private const int LeastContent = Sodium.KeySize + VouchSize;

    // Random. A cookie is meant to prove that the client is the one that sent the HELLO; for us, the open connection proves that.
    private readonly byte[] _cookie = new byte[CookieSize];
    private readonly CurveKeys _transient = CurveKeys.Generate();
    private byte[]? _clientTransient;
    private CurveBox? _session;
    private IFrameCipher? _cipher;
    private string? _client;
    private ulong _seen;

    public override string Name => "CURVE";

    public override bool IsServer => true;

    public override IFrameCipher? Cipher => _cipher;

    public override CallerIdentity? Caller => _client is null ? null : new CallerIdentity(CallerIdentity.CurveKey, _client);

    public override void Take(ReadOnlySpan<byte> command, MessageBuffer output)
    {
        if (_session is null)
        {
            TakeHello(Command.Expect(command, "HELLO"u8), output);
        }
        else
        {
            TakeInitiate(Command.Expect(command, "INITIATE"u8), output);
        }
    }

    private void TakeHello(ReadOnlySpan<byte> data, MessageBuffer output)
    {
        if (data.Length != HelloSize || data[0] != 1)
        {
            throw new ZmtpException("the peer sent a HELLO that is not one of CURVE 1");
        }

        _clientTransient = data.Slice(74, Sodium.KeySize).ToArray();
        var box = new CurveBox(_clientTransient, own.Secret);
        Span<byte> zeros = stackalloc byte[64];
        var nonce = data.Slice(106, CurveBox.ShortNonceSize);
        if (!box.TryOpen(zeros, data[114..], "CurveZMQHELLO---"u8, nonce))
        {
            throw new ZmtpException("the client's key for this server is not this server's key", isRefusal: true);
        }

        _seen = BinaryPrimitives.ReadUInt64BigEndian(nonce);
        _session = new CurveBox(_clientTransient, _transient.Secret);
        Sodium.FillRandom(_cookie);
        Span<byte> content = stackalloc byte[Sodium.KeySize + CookieSize];
        _transient.Public.CopyTo(content);
        _cookie.CopyTo(content[Sodium.KeySize..]);
        Span<byte> welcome = stackalloc byte[CurveBox.LongNonceSize + Sodium.MacSize + content.Length];
        Sodium.FillRandom(welcome[..CurveBox.LongNonceSize]);
        box.Close(welcome[CurveBox.LongNonceSize..], content, "WELCOME-"u8, welcome[..CurveBox.LongNonceSize]);
        Command.Write(output, "WELCOME"u8, welcome);
    }

    private void TakeInitiate(ReadOnlySpan<byte> data, MessageBuffer output)
    {
        var size = data.Length - BoxAt - Sodium.MacSize;
        if (size < LeastContent || !CryptographicOperations.FixedTimeEquals(data[..CookieSize], _cookie))
        {
            throw new ZmtpException("the peer sent an INITIATE that does not belong to its HELLO");
        }

        var nonce = data[CookieSize..BoxAt];
        var count = BinaryPrimitives.ReadUInt64BigEndian(nonce);
        var content = new byte[size];
        if (count <= _seen || !_session!.TryOpen(content, data[BoxAt..], "CurveZMQINITIATE"u8, nonce))
        {
            throw new ZmtpException("the peer sent an INITIATE that the client did not encrypt");
        }

        var client = content[..Sodium.KeySize];
        CheckVouch(client, content.AsSpan(Sodium.KeySize, VouchSize));
        if (!isAllowed(client))
        {
            throw new ZmtpException($"the client's key {Z85.Encode(client)} is not allowed", isRefusal: true) { IsFailedLogin = true };
        }

        _client = Z85.Encode(client);

        End(content.AsSpan(LeastContent));
        WriteReady(output);
        _cipher = new CurveCipher(_session, isServer: true, lastSent: 1, count);
    }

    /// <summary>Checks that the owner of the client's key vouches for the transient key of this connection, and for our server.</summary>
    private void CheckVouch(ReadOnlySpan<byte> client, ReadOnlySpan<byte> vouch)
    {
        var box = new CurveBox(client, _transient.Secret);
        Span<byte> content = stackalloc byte[2 * Sodium.KeySize];
        if (!box.TryOpen(content, vouch[CurveBox.LongNonceSize..], "VOUCH---"u8, vouch[..CurveBox.LongNonceSize])
            || !content[..Sodium.KeySize].SequenceEqual(_clientTransient)
            || !content[Sodium.KeySize..].SequenceEqual(own.Public))
        {
            throw new ZmtpException("the client does not have the key that it claims", isRefusal: true);
        }
    }

    private void WriteReady(MessageBuffer output)
    {
        Span<byte> metadata = stackalloc byte[Metadata.MaxSize];
        metadata = metadata[..Metadata.Write(metadata, SocketType)];
        Span<byte> ready = stackalloc byte[CurveBox.ShortNonceSize + Sodium.MacSize + metadata.Length];
        BinaryPrimitives.WriteUInt64BigEndian(ready, 1);
        _session!.Close(ready[CurveBox.ShortNonceSize..], metadata, "CurveZMQREADY---"u8, 1);
        Command.Write(output, "READY"u8, ready);
    }
}
