using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Waiting;

/// <summary>
/// Signs of life while a method runs. One comes after each half of the monitor's time; the times are such that a machine that stands
/// still for some seconds between two of them fails no call.
/// </summary>
public sealed class HeartbeatTests(Troupe troupe) : InteropTest(troupe)
{
    private const double Monitor = 16;
    private const double Work = 20;

    [Fact]
    public Task A_long_call_lives_on_the_signs_of_its_server() => WithEachPairAsync(async (pair, topic) =>
    {
        await Troupe.Server(pair.Server).ServeAsync(new() { Topic = topic, Server = "one" });

        var answer = await Troupe.Client(pair.Client).AskAsync(Sleep(topic, Work) with { CallMonitorTimeout = Monitor, Timeout = 300 });

        Assert.Equal($"{Work}", answer.Json);
    });

    [Fact]
    public Task Without_a_monitor_there_are_no_signs_and_no_harm() => WithEachPairAsync(async (pair, topic) =>
    {
        await Troupe.Server(pair.Server).ServeAsync(new() { Topic = topic, Server = "one" });

        // A sign that nobody asked for would raise an AttributeError at a Python client.
        Assert.Equal("3", (await Troupe.Client(pair.Client).AskAsync(Sleep(topic, 3) with { Timeout = 300 })).Json);
    });

    private static PeerRequest Sleep(string topic, double seconds) =>
        new() { Topic = topic, Method = "sleep", Args = $$"""{"seconds": {{seconds}}}""" };
}
