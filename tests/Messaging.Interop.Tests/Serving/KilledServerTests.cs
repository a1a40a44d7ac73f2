using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Serving;

/// <summary>Servers that are killed with work in hand.</summary>
public sealed class KilledServerTests(Troupe troupe) : LocalTest(troupe)
{
    [Fact]
    public async Task Casts_of_a_killed_server_run_at_another_and_say_that_they_come_again()
    {
        await using var victim = await PeerDriver.StartAsync(Side.Dotnet, Troupe.Url);
        await victim.ServeAsync(new() { Topic = Topic, Server = "victim" });
        await CastAsync(Side.Python, "cast", "sleep", """{"seconds": 601}""");
        await CastAsync(Side.Dotnet, "cast", "sleep", """{"seconds": 602}""");
        await victim.WaitForAsync("\"dispatch\"", "601");
        await victim.WaitForAsync("\"dispatch\"", "602");

        await victim.KillAsync();

        var successor = new Successor();
        await ServeLocallyAsync(successor);
        await successor.Ran.WaitForAsync(run => run == (601, true), "the cast of Python");
        await successor.Ran.WaitForAsync(run => run == (602, true), "the cast of .NET");
        Assert.Equal(2, successor.Ran.Entries.Count);
    }

    [Fact]
    public async Task A_cast_that_kills_its_servers_is_parked_when_the_delivery_limit_is_reached()
    {
        var url = await Troupe.Node.AddVirtualHostAsync(Topic)
            + "?rabbit_quorum_queue=true&rabbit_quorum_delivery_limit=1&dead_letter_queues=true&dead_letter_by_broker=true";
        for (var life = 1; life <= 2; life++)
        {
            await using var victim = await PeerDriver.StartAsync(Side.Dotnet, url);
            await victim.ServeAsync(new() { Topic = Topic, Server = $"victim-{life}" });
            if (life == 1)
            {
                var poison = new PeerRequest { Op = "cast", Topic = Topic, Method = "sleep", Args = """{"seconds": 603}""" };
                (await victim.AskAsync(poison)).EnsureOk();
            }

            await victim.WaitForAsync("\"dispatch\"", "603");
            await victim.KillAsync();
        }

        await using var reader = await RawPeer.ConnectAsync(Troupe.Node, Topic);
        await reader.TakeAsync(Topic + ".messaging_dead_letter");
        await reader.WaitForAsync(message => message.Body.Contains("603", StringComparison.Ordinal));
    }

    /// <summary>Does at once what its predecessor was slow at.</summary>
    public sealed class Successor
    {
        public Journal<(int Seconds, bool Again)> Ran { get; } = new();

        public void Sleep(RpcContext context, int seconds) => Ran.Add((seconds, context.IsRedelivered));
    }
}
