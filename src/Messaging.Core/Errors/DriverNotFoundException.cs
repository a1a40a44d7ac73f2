namespace Messaging;

/// <summary>No driver is registered for the scheme of a transport URL.</summary>
public sealed class DriverNotFoundException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="scheme">The unknown scheme.</param>
    /// <param name="knownSchemes">The schemes that are registered.</param>
    /// <param name="hint">How to get the missing driver, or null.</param>
    public DriverNotFoundException(string scheme, IReadOnlyList<string> knownSchemes, string? hint = null)
        : base($"No driver is registered for '{scheme}://'. Known: {string.Join(", ", knownSchemes)}." + (hint is null ? "" : " " + hint))
    {
        Scheme = scheme;
        KnownSchemes = knownSchemes;
    }

    /// <summary>The unknown scheme.</summary>
    public string Scheme { get; }

    /// <summary>The schemes that are registered, in alphabetical order.</summary>
    public IReadOnlyList<string> KnownSchemes { get; }
}
