using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Messaging.Core.Tests.House;

/// <summary>A number of a log event means one thing, in all libraries together.</summary>
public sealed class LogEventTests
{
    private static IEnumerable<(string Type, string Name, LoggerMessageAttribute Event)> Events =>
        from assembly in Sources.Assemblies
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
        where attribute is not null
        select (type.Name, method.Name, attribute);

    [Fact]
    public void Every_event_has_a_number_of_its_own()
    {
        var shared = Events.GroupBy(found => found.Event.EventId)
            .Where(group => group.Key <= 0 || group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(found => $"{found.Type}.{found.Name}"))}");

        Assert.NotEmpty(Events);
        Assert.Empty(shared);
    }

    [Fact]
    public void Every_event_has_a_name_of_its_own()
    {
        var shared = Events.GroupBy(found => (found.Type, found.Name)).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.Empty(shared);
    }
}
