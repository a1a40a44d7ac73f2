using System.Text.RegularExpressions;
using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>The broker's reply text when its user lacks a permission, the only place where it names the object.</summary>
/// <param name="Reply">The reply text.</param>
/// <param name="Permission">The missing permission, where the broker names it (since 3.13), or null.</param>
/// <param name="Kind">Queue, exchange or topic.</param>
/// <param name="Name">Its name; for a topic, the routing key.</param>
/// <param name="Exchange">The exchange of a topic, or null.</param>
/// <param name="VirtualHost">The virtual host.</param>
/// <param name="User">The broker's user.</param>
internal sealed partial record AccessRefusal(
    string Reply, string? Permission, string Kind, string Name, string? Exchange, string VirtualHost, string User)
{
    /// <summary>The broker's name for the default exchange.</summary>
    private const string DefaultExchange = "amq.default";

    /// <summary>The exchange that was refused, or null when the refusal is about a queue.</summary>
    public string? ForbiddenExchange => (Kind == "exchange" ? Name : Exchange) is { } name
        ? name == DefaultExchange ? RabbitNames.DefaultExchange : name
        : null;

    /// <summary>The routing key that was refused, or null when every key is.</summary>
    public string? ForbiddenKey => Kind == "topic" ? Name : null;

    /// <summary>Reads the text of a 403; null when it is not about permissions.</summary>
    public static AccessRefusal? Read(string reply)
    {
        var match = Pattern().Match(reply);
        return match.Success
            ? new AccessRefusal(
                reply, Text(match.Groups[1]), match.Groups[2].Value, match.Groups[3].Value, Text(match.Groups[4]),
                match.Groups[5].Value, match.Groups[6].Value)
            : null;
    }

    /// <summary>Whether it is about publishing to an exchange under a routing key.</summary>
    public bool Concerns(string exchange, string routingKey) =>
        ForbiddenExchange == exchange && (ForbiddenKey is null || ForbiddenKey == routingKey);

    /// <summary>The error text for publishing.</summary>
    public string ExplainPublishing() => Explain(
        ForbiddenExchange is { Length: 0 } ? "send replies to the queues of callers" : $"publish to the exchange '{ForbiddenExchange}'",
        "write");

    /// <summary>The error text for an operation.</summary>
    /// <param name="operation">The operation, in words that follow "may not".</param>
    /// <param name="permission">The permission that the operation needs, unless the broker names it.</param>
    public string Explain(string operation, string permission)
    {
        var lacks = Permission ?? permission;
        var grant = Kind == "topic"
            ? $"'rabbitmqctl set_topic_permissions --vhost {VirtualHost} {User} {Exchange} WRITE READ'"
            : $"'rabbitmqctl set_permissions --vhost {VirtualHost} {User} CONFIGURE WRITE READ'";
        var what = Kind == "topic" ? $"topic '{Name}' of exchange '{Exchange}'" : $"{Kind} '{Name}'";
        return $"User '{User}' may not {operation}: it lacks the {lacks} permission for {what} in virtual host '{VirtualHost}' ({Reply}). "
                + $"An operator can see its permissions with 'rabbitmqctl list_user_permissions {User}', and grant this one with {grant}, "
                + $"three regular expressions: {lacks.ToUpperInvariant()} must match '{Name}'. The page on security lists what each role "
                + "needs.";
    }

    private static string? Text(Group group) => group.Success ? group.Value : null;

    [GeneratedRegex(
        "(?:(configure|write|read) )?access to (queue|exchange|topic) '(.*?)'(?: in exchange '(.*?)')? in vhost '(.*?)' "
            + "refused for user '(.*?)'",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Pattern();
}
