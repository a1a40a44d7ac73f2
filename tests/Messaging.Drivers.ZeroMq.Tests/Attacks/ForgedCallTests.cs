using System.Security.Cryptography;
using System.Text;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Attacks;

/// <summary>Who has seen the ids of another's messages, and sends them from a connection of its own, gains nothing by them.</summary>
public sealed class ForgedCallTests : ZeroMqTest
{
    private readonly int _port = FreePorts.Next();
    private readonly string _uniqueId = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_kept_answer_goes_to_its_own_caller_alone()
    {
        var runs = 0;
        await ServeAsync(_port, "s", null, Counts("count", () => Interlocked.Increment(ref runs)));
        await using var honest = await GreetAsync("honest");
        await using var thief = await GreetAsync("thief");

        Assert.Contains("\"result\":1", await CallAsync(honest, "honest", "count"), StringComparison.Ordinal);
        Assert.Contains("\"result\":2", await CallAsync(thief, "thief", "count"), StringComparison.Ordinal);

        await Log.WaitForAsync("IdOfAnother");
    }

    [Fact]
    public async Task An_answer_cannot_be_put_in_the_place_of_anothers()
    {
        await ServeAsync(_port, "s", null, Counts("good", () => 1), Counts("bad", () => 666));
        await using var thief = await GreetAsync("thief");
        await using var honest = await GreetAsync("honest");

        Assert.Contains("\"result\":666", await CallAsync(thief, "thief", "bad"), StringComparison.Ordinal);
        Assert.Contains("\"result\":1", await CallAsync(honest, "honest", "good"), StringComparison.Ordinal);

        await Log.WaitForAsync("IdOfAnother");
    }

    [Fact]
    public async Task Who_names_the_reply_address_of_another_gets_no_kept_answer_of_it()
    {
        var runs = 0;
        await ServeAsync(_port, "s", null, Counts("count", () => Interlocked.Increment(ref runs)));
        await using var honest = await GreetAsync("honest");
        Assert.Contains("\"result\":1", await CallAsync(honest, "honest", "count"), StringComparison.Ordinal);

        // It does not know the id that the call had on its connection.
        await using var thief = await GreetAsync("honest");

        Assert.Contains("\"result\":2", await CallAsync(thief, "honest", "count"), StringComparison.Ordinal);
        await Log.WaitForAsync("IdOfAnother");
    }

    [Fact]
    public async Task A_call_with_anothers_id_does_not_keep_a_cast_from_being_run()
    {
        var ran = new Journal<string>();
        await ServeAsync(_port, "s", null, Counts("first", () => 1), Counts("cast", () =>
        {
            ran.Add("cast");
            return 0;
        }));
        await using var thief = await GreetAsync("thief");
        await CallAsync(thief, "thief", "first");
        await using var honest = await GreetAsync("honest");

        await honest.SendCastAsync("openstack", Topic, Encoding.UTF8.GetBytes(
            $$"""{"method": "cast", "args": {}, "_unique_id": "{{_uniqueId}}"}"""));

        await ran.WaitForAsync(entry => entry == "cast", "the cast");
    }

    private static RpcMethod Counts(string name, Func<int> body) => RpcMethod.Create(name, [], _ => new ValueTask<int>(body()));

    private async Task<RawClient> GreetAsync(string replyTo)
    {
        var client = await RawClient.ConnectAsync(_port);
        await client.GreetAsync(replyTo);
        return client;
    }

    /// <summary>Makes a call that may run twice, with the one id that all of them have seen; returns the reply.</summary>
    private async Task<string> CallAsync(RawClient client, string replyTo, string method)
    {
        var id = RandomNumberGenerator.GetBytes(16);
        await client.SendMessageAsync(
            RawMessages.Request(RawMessages.Call, id, Topic), RawMessages.CallOf(id, replyTo, method, uniqueId: _uniqueId, isIdempotent: true));
        while (true)
        {
            var (header, body) = await client.ReceiveMessageAsync();
            if (header[1] == RawMessages.Reply)
            {
                Assert.Equal(id, header[2..18]);
                return Encoding.UTF8.GetString(body).Replace(" ", "", StringComparison.Ordinal);
            }
        }
    }
}
