namespace Messaging.Hosting.Configuring;

/// <summary>A setting with several names: a single string, because an environment variable cannot hold a list.</summary>
internal static class CommaList
{
    public static string[] Split(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
