namespace Messaging.Hosting.Configuring;

/// <summary>A setting of several names: one text, for an environment variable has room for no more.</summary>
internal static class CommaList
{
    public static string[] Split(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
