namespace Messaging.Soak.Faults;

/// <summary>What goes wrong with the broker itself: with its one node, or with the first that runs of a cluster.</summary>
internal static class BrokerFaults
{
    // A node that uses more than this part of the machine's memory takes no messages: any node does.
    private const string TooMuch = "0.00001";
    private const string Usual = "0.4";

    // To the client library's defence: it never acknowledges what it was not given. A broker that is told so closes the channel.
    private const string WrongAcknowledgement =
        "[gen_server:cast(Channel, {method, {'basic.ack', 999999999, false}, none, noflow}) || Channel <- rabbit_channel:list()].";

    public static Fault Killed { get; } = new("broker killed and restarted", async (site, _, length) =>
    {
        await site.Node.KillAsync();
        await Task.Delay(length);
        await site.Node.StartAgainAsync();
    }) { Longest = TimeSpan.FromSeconds(5) };

    public static Fault Restarted { get; } = new("broker stopped and restarted", async (site, _, length) =>
    {
        await site.Node.StopAsync();
        await Task.Delay(length);
        await site.Node.StartAgainAsync();
    }) { Longest = TimeSpan.FromSeconds(5) };

    /// <summary>The broker's process stands still, as on a machine that hangs.</summary>
    public static Fault Paused { get; } = new("broker paused", async (site, _, length) =>
    {
        await site.Node.PauseAsync();
        await Task.Delay(length);
        await site.Node.ResumeAsync();
    }) { Longest = TimeSpan.FromSeconds(20) };

    /// <summary>
    /// The broker takes no messages, and says so. What waited for it is sent first, in order, so that a cast that is made afterwards is
    /// confirmed behind thousands; and the broker looks only every 2.5 s whether it may keep messages in memory again.
    /// </summary>
    public static Fault MemoryAlarm { get; } = new("memory alarm", async (site, _, length) =>
    {
        await site.Node.RunCtlAsync("set_vm_memory_high_watermark", TooMuch);
        await Task.Delay(length);
        await site.Node.RunCtlAsync("set_vm_memory_high_watermark", Usual);
    }) { Longest = TimeSpan.FromSeconds(10), Promise = TimeSpan.FromSeconds(10) };

    /// <summary>The broker closes every channel, and no connection.</summary>
    public static Fault ChannelsClosed { get; } = new("channels closed by the broker", (site, _, _) =>
        site.Node.RunCtlAsync("eval", WrongAcknowledgement));
}
