using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Messages;

/// <summary>The services of a port, by topic: finds the one that a call is for.</summary>
/// <param name="services">The services.</param>
internal sealed class MethodDirectory(IReadOnlyDictionary<string, ThriftService> services)
{
    private const char Separator = ':';

    /// <summary>Finds a method.</summary>
    /// <param name="wireName">Its name, prefixed with that of its service when the client uses several services over one
    /// connection.</param>
    /// <returns>The topic and the method; or why there is none.</returns>
    public (string? Topic, ThriftMethod? Method, string? Why) Find(string wireName)
    {
        var separator = wireName.IndexOf(Separator);
        if (separator >= 0)
        {
            var (prefix, name) = (wireName[..separator], wireName[(separator + 1)..]);
            var topic = services.ContainsKey(prefix) ? prefix : services.FirstOrDefault(one => one.Value.Name == prefix).Key;
            return topic is null ? (null, null, $"there is no service '{prefix}' here")
                : services[topic].FindOnWire(name) is { } known ? (topic, known, null)
                : (null, null, $"the service '{prefix}' has no method '{name}'");
        }

        (string? Topic, ThriftMethod? Method) found = default;
        foreach (var (topic, service) in services)
        {
            if (service.FindOnWire(wireName) is not { } method)
            {
                continue;
            }

            if (found.Method is not null)
            {
                return (
                    null, null, $"several services here have a method '{wireName}': call it as SERVICE:{wireName} (TMultiplexedProtocol)");
            }

            found = (topic, method);
        }

        return found.Method is not null ? (found.Topic, found.Method, null)
            : (null, null, services.Count == 0 ? "nobody serves here now" : $"there is no method '{wireName}'");
    }

    /// <summary>Returns the method name that the answer carries.</summary>
    public static string WithoutService(string wireName) => wireName[(wireName.IndexOf(Separator) + 1)..];
}
