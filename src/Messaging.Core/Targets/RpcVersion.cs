using System.Globalization;

namespace Messaging;

/// <summary>A version of an interface, and oslo's rule for which versions are compatible.</summary>
internal readonly record struct RpcVersion(int Major, int Minor, int Revision)
{
    /// <summary>The version that a message without one asks for, and that an endpoint without one offers.</summary>
    public static RpcVersion Default { get; } = new(1, 0, 0);

    public static bool TryParse(string text, out RpcVersion version)
    {
        version = default;
        Span<Range> parts = stackalloc Range[4];
        var count = text.AsSpan().Split(parts, '.');
        if (count is not (2 or 3)
            || !TryNumber(text.AsSpan(parts[0]), out var major)
            || !TryNumber(text.AsSpan(parts[1]), out var minor))
        {
            return false;
        }

        var revision = 0;
        if (count == 3 && !TryNumber(text.AsSpan(parts[2]), out revision))
        {
            return false;
        }

        version = new RpcVersion(major, minor, revision);
        return true;
    }

    /// <summary>
    /// Whether an endpoint of this version serves a request for <paramref name="requested"/>: the same major, a minor that is not newer,
    /// and for the same minor a revision that is not newer (oslo-messaging's <c>version_is_compatible</c>).
    /// </summary>
    public bool Serves(RpcVersion requested) =>
        requested.Major == Major
        && (requested.Minor < Minor || (requested.Minor == Minor && requested.Revision <= Revision));

    public override string ToString() => Revision == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}")
        : string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Revision}");

    private static bool TryNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
