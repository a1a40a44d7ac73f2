namespace Messaging.Drivers.Http.Messages;

/// <summary>Refuses what HTTP does not carry to a gateway, instead of dropping it.</summary>
internal static class TargetWords
{
    /// <exception cref="InvalidTargetException">The target has a part that HTTP does not carry.</exception>
    /// <exception cref="SerializationException">The call requests keep-alives.</exception>
    public static void Check(OutgoingMessage message, string scheme)
    {
        var target = message.Target;
        if (message.Kind == MessageKind.Fanout || target.Fanout)
        {
            throw Cannot(
                nameof(Target.Fanout), "no fanouts: those of a contract that the gateway lists are sent by its other clients",
                target, scheme);
        }

        if (target.Server is not null)
        {
            throw Cannot(nameof(Target.Server), "no servers by name: the gateway calls any server of the topic", target, scheme);
        }

        if (target.Exchange is not null)
        {
            throw Cannot(nameof(Target.Exchange), "no exchanges: the gateway knows that of each topic it lists", target, scheme);
        }

        if (message.MonitorTimeout is not null)
        {
            throw new SerializationException(
                $"{scheme}:// carries no keep-alives: call '{message.Method}' without CallMonitorTimeout. The gateway requests them if a "
                    + "listed contract does.");
        }
    }

    private static InvalidTargetException Cannot(string part, string what, Target target, string scheme) =>
        new(part, $"{scheme}:// carries {what}. Leave {part} out of {target}, or use the transport behind the gateway.", target);
}
