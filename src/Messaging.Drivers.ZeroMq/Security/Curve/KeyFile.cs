namespace Messaging.Drivers.ZeroMq.Security.Curve;

/// <summary>
/// Files with one Z85 key a line. Blank lines, lines that begin with '# ', and text after a space or a tab are ignored.
/// </summary>
internal static class KeyFile
{
    /// <summary>Reads the only key of a file.</summary>
    /// <exception cref="InvalidTransportUrlException">The file cannot be read, or does not contain exactly one key.</exception>
    public static byte[] ReadOne(string option, string path) => ReadAll(option, path) is [var key]
        ? key
        : throw Invalid($"The file of option '{option}' ({path}) must contain one key.");

    /// <summary>Reads all keys of a file.</summary>
    /// <exception cref="InvalidTransportUrlException">The file cannot be read.</exception>
    public static byte[][] ReadAll(string option, string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Invalid($"The file of option '{option}' cannot be read: {e.Message}");
        }

        List<byte[]> keys = [];
        for (var i = 0; i < lines.Length; i++)
        {
            // A '#' without a space may be the start of a key.
            var line = lines[i].Trim();
            if (line.Length == 0 || line == "#" || line.StartsWith("# ", StringComparison.Ordinal))
            {
                continue;
            }

            var end = line.AsSpan().IndexOfAny(' ', '\t');
            keys.Add(Z85.DecodeKey(end < 0 ? line : line[..end])
                ?? throw Invalid($"Line {i + 1} of the file of option '{option}' ({path}) is not a key: 40 characters of Z85."));
        }

        return [.. keys];
    }

    private static InvalidTransportUrlException Invalid(string message) => new(TransportUrlPart.Query, message);
}
