namespace Messaging.Drivers.ZeroMq.Security.Curve;

/// <summary>A pair of keys as bytes.</summary>
/// <param name="Public">The public key.</param>
/// <param name="Secret">The secret key.</param>
internal sealed record CurveKeys(byte[] Public, byte[] Secret)
{
    /// <exception cref="DllNotFoundException">libsodium is not installed.</exception>
    public static CurveKeys Generate()
    {
        SodiumLibrary.Load();
        var keys = new CurveKeys(new byte[Sodium.KeySize], GC.AllocateArray<byte>(Sodium.KeySize, pinned: true));
        Sodium.MakeKeys(keys.Public, keys.Secret);
        return keys;
    }

    /// <exception cref="DllNotFoundException">libsodium is not installed.</exception>
    public static CurveKeys Of(ReadOnlySpan<byte> secret)
    {
        SodiumLibrary.Load();
        var keys = new CurveKeys(new byte[Sodium.KeySize], GC.AllocateArray<byte>(Sodium.KeySize, pinned: true));
        secret.CopyTo(keys.Secret);
        Sodium.DerivePublic(keys.Public, secret);
        return keys;
    }

    // The generated ToString would print every member.
    public override string ToString() => Z85.Encode(Public);
}
