using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Interop;

/// <summary>Our server, and a client on libzmq that was written from the page alone.</summary>
public sealed class LibzmqClientTests : ZeroMqTest
{
    private readonly int _port = FreePorts.Next();

    private string Address => $"tcp://127.0.0.1:{_port}";

    [Fact]
    public async Task Calls_of_every_size_are_answered()
    {
        await ServeAsync(_port, "one", null, Echo());

        var result = await LibzmqPeer.CallAsync(Address, Topic, ["--sizes", string.Join(',', LibzmqPeer.Sizes)]);

        LibzmqPeer.AssertOk(result, LibzmqPeer.Sizes.Length, each: 1);
        var announced = result.Lines[0].GetProperty("serves").EnumerateArray()
            .Select(entry => (entry.GetProperty("topic").GetString(), entry.TryGetProperty("server", out var name) ? name.GetString() : null));
        Assert.Equal([(Topic, null), (Topic, "one")], announced.OrderBy(entry => entry.Item2));
    }

    [Fact]
    public async Task Two_hundred_at_once_are_answered_each_with_its_own()
    {
        await ServeAsync(_port, "one", null, Echo());

        LibzmqPeer.AssertOk(await LibzmqPeer.CallAsync(Address, Topic, ["--at-once", "200", "--sizes", "10,100000"]), lines: 2, each: 200);
    }

    [Fact]
    public async Task Casts_are_accepted_failures_are_told_and_strange_targets_refused()
    {
        var ran = new Journal<string>();
        await ServeAsync(_port, "one", null, Notes(ran));

        LibzmqPeer.AssertOk(await LibzmqPeer.CallAsync(Address, Topic, ["--cast", "--method", "note", "--sizes", "3"]), lines: 1, each: 1);
        var unknown = await LibzmqPeer.CallAsync(Address, Topic, ["--method", "unknown"]);
        var nobody = await LibzmqPeer.CallAsync(Address, "nobody", []);

        await ran.WaitForAsync(text => text == "xxa", "the cast");
        Assert.Contains("unknown", unknown.Lines[1].GetProperty("failed")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(1, nobody.Lines[1].GetProperty("refused")[0].GetInt32());
    }

    private static RpcMethod Notes(Journal<string> ran) => RpcMethod.Create(
        "note", [new RpcParameter("value", typeof(string))], call =>
        {
            ran.Add(call.Argument<string>("value"));
            return ValueTask.CompletedTask;
        });
}
