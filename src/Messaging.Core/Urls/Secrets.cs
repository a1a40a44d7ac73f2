namespace Messaging.Urls;

/// <summary>Decides which options of a transport URL must not be shown.</summary>
internal static class Secrets
{
    public const string Mask = "***";

    private static readonly string[] SecretWords = ["passw", "passphrase", "pwd", "secret", "token", "credential", "key"];
    private static readonly string[] PathEndings = ["file", "path", "dir", "directory"];

    /// <summary>Errs on the side of hiding: a public key or a token's lifetime is hidden too; the path of a key file is not.</summary>
    public static bool LooksSecret(string name, string value)
    {
        // A URL as a value, such as a proxy's, may have its own credentials.
        if (value.Contains("://", StringComparison.Ordinal) && value.Contains('@'))
        {
            return true;
        }

        foreach (var ending in PathEndings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        foreach (var word in SecretWords)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
