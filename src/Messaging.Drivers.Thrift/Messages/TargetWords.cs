namespace Messaging.Drivers.Thrift.Messages;

/// <summary>Refuses what Thrift cannot express, instead of leaving it out.</summary>
internal static class TargetWords
{
    private const string ContextPrefix = "_context_";

    /// <exception cref="InvalidTargetException">The target has a part that Thrift cannot express.</exception>
    /// <exception cref="SerializationException">Keep-alives are requested.</exception>
    public static void Check(OutgoingMessage message)
    {
        var target = message.Target;
        if (message.Kind == MessageKind.Fanout || target.Fanout)
        {
            throw Cannot(nameof(Target.Fanout), "no fanouts: a call goes to one server", target);
        }

        if (target.Server is not null)
        {
            throw Cannot(nameof(Target.Server), "no servers by name: the URL says where they are", target);
        }

        if (target.Namespace is not null || target.Version is not null)
        {
            throw Cannot(
                target.Namespace is null ? nameof(Target.Version) : nameof(Target.Namespace), "no namespaces and no versions of methods",
                target);
        }

        if (message.MonitorTimeout is not null)
        {
            throw new SerializationException("Thrift has no keep-alives of calls: call without CallMonitorTimeout.");
        }
    }

    /// <exception cref="SerializationException">The request has a context.</exception>
    public static void CheckContext(RpcValue request, string method)
    {
        foreach (var (name, _) in request.Properties)
        {
            if (name.StartsWith(ContextPrefix, StringComparison.Ordinal))
            {
                throw new SerializationException(
                    $"Thrift has no context besides the arguments: '{method}' cannot carry '{name[ContextPrefix.Length..]}'. Pass null, "
                        + "or an argument.");
            }
        }
    }

    private static InvalidTargetException Cannot(string part, string what, Target target) =>
        new(part, $"Thrift has {what}. Leave {part} out of {target}.", target);
}
