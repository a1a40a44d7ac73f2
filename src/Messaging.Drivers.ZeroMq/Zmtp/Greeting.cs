using System.Text;

namespace Messaging.Drivers.ZeroMq.Zmtp;

/// <summary>The 64 bytes with which both sides of a connection begin: the version and the mechanism of the sender.</summary>
/// <param name="Minor">The minor version; the major version is 3.</param>
/// <param name="Mechanism">The name of the security mechanism.</param>
/// <param name="IsServer">Whether the sender is the server of the mechanism.</param>
internal readonly record struct Greeting(byte Minor, string Mechanism, bool IsServer)
{
    public const int Size = 64;

    /// <summary>How many bytes are needed to tell whether it is a greeting at all.</summary>
    public const int SignatureSize = 11;

    private const int MechanismAt = 12;
    private const int MechanismSize = 20;
    private const int IsServerAt = 32;

    public static void Write(Span<byte> destination, string mechanism, bool isServer)
    {
        destination[..Size].Clear();
        destination[0] = 0xff;
        destination[9] = 0x7f;
        destination[10] = 3;
        destination[11] = 1;
        Encoding.ASCII.GetBytes(mechanism, destination.Slice(MechanismAt, MechanismSize));
        destination[IsServerAt] = isServer ? (byte)1 : (byte)0;
    }

    /// <summary>
    /// Checks the first <see cref="SignatureSize"/> bytes, so that we do not wait for a peer that speaks another protocol.
    /// </summary>
    /// <exception cref="ZmtpException">The bytes are not the beginning of a ZMTP 3 greeting.</exception>
    public static void CheckSignature(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] != 0xff || bytes[9] != 0x7f)
        {
            throw new ZmtpException("the peer does not speak ZMTP", isRefusal: true);
        }

        if (bytes[10] < 3)
        {
            throw new ZmtpException($"the peer speaks ZMTP {bytes[10]}, which is too old: 3.0 is the oldest supported", isRefusal: true);
        }
    }

    /// <summary>Reads a greeting of <see cref="Size"/> bytes.</summary>
    /// <exception cref="ZmtpException">The bytes are not a greeting.</exception>
    public static Greeting Read(ReadOnlySpan<byte> bytes)
    {
        CheckSignature(bytes);
        var name = bytes.Slice(MechanismAt, MechanismSize).TrimEnd((byte)0);
        foreach (var c in name)
        {
            if (c is not ((>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9')
                or (byte)'-' or (byte)'_' or (byte)'.' or (byte)'+'))
            {
                throw new ZmtpException("the name of the peer's mechanism contains characters that no mechanism name has");
            }
        }

        return new Greeting(bytes[10] == 3 ? bytes[11] : (byte)1, Encoding.ASCII.GetString(name), bytes[IsServerAt] == 1);
    }
}
