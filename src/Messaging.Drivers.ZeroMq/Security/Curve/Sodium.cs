using System.Runtime.InteropServices;

namespace Messaging.Drivers.ZeroMq.Security.Curve;

/// <summary>
/// The parts of libsodium that CURVE needs: boxes of Curve25519, XSalsa20 and Poly1305, and random bytes. None of the cryptography is ours.
/// </summary>
internal static partial class Sodium
{
    public const int KeySize = 32;
    public const int NonceSize = 24;
    public const int MacSize = 16;

    static Sodium()
    {
        NativeLibrary.SetDllImportResolver(typeof(Sodium).Assembly, SodiumLibrary.Resolve);
        if (sodium_init() < 0)
        {
            throw new InvalidOperationException("libsodium could not be initialised.");
        }
    }

    public static void FillRandom(Span<byte> bytes) => randombytes_buf(bytes, (nuint)bytes.Length);

    public static void MakeKeys(Span<byte> publicKey, Span<byte> secretKey)
    {
        Check(publicKey.Length == KeySize && secretKey.Length == KeySize);
        Check(crypto_box_keypair(publicKey, secretKey) == 0);
    }

    /// <summary>Derives the public key of a secret key.</summary>
    public static void DerivePublic(Span<byte> publicKey, ReadOnlySpan<byte> secretKey)
    {
        Check(publicKey.Length == KeySize && secretKey.Length == KeySize);
        Check(crypto_scalarmult_base(publicKey, secretKey) == 0);
    }

    /// <summary>Computes the shared key of two key pairs, once for many boxes.</summary>
    /// <returns>False when the other side's key is not valid.</returns>
    public static bool TryShare(Span<byte> shared, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> secretKey)
    {
        Check(shared.Length == KeySize && publicKey.Length == KeySize && secretKey.Length == KeySize);
        return crypto_box_beforenm(shared, publicKey, secretKey) == 0;
    }

    /// <summary>Closes a box.</summary>
    /// <param name="box">As long as the content plus <see cref="MacSize"/>. The content may already be at its end.</param>
    /// <param name="content">The content.</param>
    /// <param name="nonce">A number that is never used twice with these keys.</param>
    /// <param name="shared">The shared key from <see cref="TryShare"/>.</param>
    public static void Close(Span<byte> box, ReadOnlySpan<byte> content, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> shared)
    {
        Check(box.Length == content.Length + MacSize && nonce.Length == NonceSize && shared.Length == KeySize);
        Check(crypto_box_easy_afternm(box, content, (ulong)content.Length, nonce, shared) == 0);
    }

    /// <summary>Opens a box.</summary>
    /// <returns>False when the box was not closed with these keys and this nonce, or was changed in transit.</returns>
    public static bool TryOpen(Span<byte> content, ReadOnlySpan<byte> box, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> shared)
    {
        Check(content.Length == box.Length - MacSize && nonce.Length == NonceSize && shared.Length == KeySize);
        return crypto_box_open_easy_afternm(content, box, (ulong)box.Length, nonce, shared) == 0;
    }

    // The library does not check lengths.
    private static void Check(bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidOperationException("libsodium rejected its input.");
        }
    }

    [LibraryImport(SodiumLibrary.Name)]
    private static partial int sodium_init();

    [LibraryImport(SodiumLibrary.Name)]
    private static partial void randombytes_buf(Span<byte> bytes, nuint size);

    [LibraryImport(SodiumLibrary.Name)]
    private static partial int crypto_box_keypair(Span<byte> publicKey, Span<byte> secretKey);

    [LibraryImport(SodiumLibrary.Name)]
    private static partial int crypto_scalarmult_base(Span<byte> publicKey, ReadOnlySpan<byte> secretKey);

    [LibraryImport(SodiumLibrary.Name)]
    private static partial int crypto_box_beforenm(Span<byte> shared, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> secretKey);

    [LibraryImport(SodiumLibrary.Name)]
    private static partial int crypto_box_easy_afternm(
        Span<byte> box, ReadOnlySpan<byte> content, ulong length, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> shared);

    [LibraryImport(SodiumLibrary.Name)]
    private static partial int crypto_box_open_easy_afternm(
        Span<byte> content, ReadOnlySpan<byte> box, ulong length, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> shared);
}
