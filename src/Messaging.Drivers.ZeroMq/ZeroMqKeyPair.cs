using Messaging.Drivers.ZeroMq.Security.Curve;

namespace Messaging.Drivers.ZeroMq;

/// <summary>The two CURVE keys of a peer, as ZeroMQ writes them: 40 characters of Z85 each.</summary>
/// <remarks>Immutable; safe for any number of threads.</remarks>
public sealed class ZeroMqKeyPair
{
    private ZeroMqKeyPair(CurveKeys keys)
    {
        PublicKey = Z85.Encode(keys.Public);
        SecretKey = Z85.Encode(keys.Secret);
    }

    /// <summary>The public key: clients need that of the server, and a server those of the clients that it allows.</summary>
    public string PublicKey { get; }

    /// <summary>The secret key, which nobody else may know.</summary>
    public string SecretKey { get; }

    /// <summary>Generates a new pair.</summary>
    /// <exception cref="DllNotFoundException">libsodium is not installed; the message says how to install it.</exception>
    public static ZeroMqKeyPair Generate() => new(CurveKeys.Generate());

    /// <summary>Derives the pair from a secret key.</summary>
    /// <param name="secretKey">The secret key.</param>
    /// <exception cref="ArgumentException">The secret key is not a key.</exception>
    /// <exception cref="DllNotFoundException">libsodium is not installed; the message says how to install it.</exception>
    public static ZeroMqKeyPair FromSecret(string secretKey)
    {
        ArgumentNullException.ThrowIfNull(secretKey);
        return new(CurveKeys.Of(
            Z85.DecodeKey(secretKey) ?? throw new ArgumentException("It is not a key: 40 characters of Z85.", nameof(secretKey))));
    }

    /// <summary>The public key.</summary>
    public override string ToString() => PublicKey;
}
