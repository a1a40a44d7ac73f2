using System.Text;

namespace Messaging;

/// <summary>The destination of a message, or what a server serves. Immutable; derive another with <c>with</c>.</summary>
/// <remarks>
/// Each part is checked when it is set; whether the parts fit together (a call needs a topic, a server needs a name) is checked where the
/// target is used. Safe for use by any number of threads.
/// </remarks>
public sealed record Target
{
    /// <summary>The exchange of the topic, or null for the transport's control exchange.</summary>
    /// <value>Null.</value>
    /// <exception cref="InvalidTargetException">The name is empty, too long or contains a control character.</exception>
    public string? Exchange { get; init => field = TargetRules.CheckName(nameof(Exchange), value); }

    /// <summary>The topic: the name under which servers offer their methods and share the work.</summary>
    /// <value>Null; a client and a server both need one.</value>
    /// <exception cref="InvalidTargetException">The name is empty, too long, contains a control character or is a wildcard.</exception>
    public string? Topic { get; init => field = TargetRules.CheckRoute(nameof(Topic), value); }

    /// <summary>The namespace of the endpoint's methods, or null for the endpoints without one.</summary>
    /// <value>Null.</value>
    /// <exception cref="InvalidTargetException">The name is empty, too long or contains a control character.</exception>
    public string? Namespace { get; init => field = TargetRules.CheckName(nameof(Namespace), value); }

    /// <summary>The version of the interface that the caller needs, <c>major.minor</c> or <c>major.minor.revision</c>; a server treats null
    /// as 1.0.</summary>
    /// <value>Null.</value>
    /// <exception cref="InvalidTargetException">The text is not a version.</exception>
    public string? Version { get; init => field = TargetRules.CheckVersion(value); }

    /// <summary>One server of the topic by its name, or null for any of them. A server sets its own name here.</summary>
    /// <value>Null.</value>
    /// <exception cref="InvalidTargetException">The name is empty, too long, contains a control character or is a wildcard.</exception>
    public string? Server { get; init => field = TargetRules.CheckRoute(nameof(Server), value); }

    /// <summary>Whether a cast goes to every server of the topic. Not for calls.</summary>
    /// <value>False.</value>
    public bool Fanout { get; init; }

    /// <summary>The parts that are set, in one line for a log or an error.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, "exchange", Exchange);
        Append(text, "topic", Topic);
        Append(text, "namespace", Namespace);
        Append(text, "version", Version);
        Append(text, "server", Server);
        if (Fanout)
        {
            Append(text, "fanout", "true");
        }

        return text.Length == 0 ? "(empty target)" : text.ToString();
    }

    private static void Append(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(name).Append(" '").Append(value).Append('\'');
        }
    }
}
