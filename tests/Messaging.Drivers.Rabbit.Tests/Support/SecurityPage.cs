using System.Text.RegularExpressions;

namespace Messaging.Drivers.Rabbit.Tests.Support;

/// <summary>The page on security: the permissions and the definitions in it are what the tests run with.</summary>
internal static class SecurityPage
{
    private static readonly string Text = DocsPage.Read("drivers", "rabbit-security.md");

    /// <summary>The three patterns by which <c>rabbitmqctl set_permissions USER</c> stands on the page.</summary>
    public static string[] Permissions(string user)
    {
        var match = Regex.Match(Text, $@"rabbitmqctl set_permissions {user}[\s\\]+'(.*?)'[\s\\]+'(.*?)'[\s\\]+'(.*?)'");
        Assert.True(match.Success, $"The page has no permissions for '{user}'.");
        return [match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value];
    }

    /// <summary>The definitions file on the page.</summary>
    public static string Definitions => Text.Split("```json\n")[1].Split("```")[0];
}
