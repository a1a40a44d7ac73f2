using System.Reflection;
using System.Runtime.CompilerServices;

namespace Messaging.Core.Tests.House;

/// <summary>What a constructor takes stays few: what travels together is one record.</summary>
public sealed class ConstructorTests
{
    private const int Most = 7;

    // Where there are longer ones still: no longer ones than these. A project that is done with them leaves the list.
    private static readonly Dictionary<string, int> MostOfOthers = new(StringComparer.Ordinal)
    {
        ["Messaging.Drivers.Amqp1"] = 9,
    };

    [Fact]
    public void A_constructor_takes_at_most_seven_parameters()
    {
        var tooLong = Sources.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
            .SelectMany(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(constructor => constructor.GetParameters().Length > MostIn(constructor.Module.Assembly))
            .Select(constructor => $"{constructor.DeclaringType}: {constructor.GetParameters().Length}");

        Assert.Empty(tooLong);
    }

    private static int MostIn(Assembly assembly) => MostOfOthers.GetValueOrDefault(assembly.GetName().Name!, Most);
}
