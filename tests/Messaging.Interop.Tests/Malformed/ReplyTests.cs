using System.Text;
using System.Text.Json;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Malformed;

/// <summary>
/// Replies from a raw server with something wrong in them: each leaves at most one line in the caller's log, what can be told is told to
/// the caller, and the next call is answered.
/// </summary>
public sealed class ReplyTests(Troupe troupe) : LocalTest(troupe)
{
    /// <summary>Replies that are not the answer: the call goes on waiting for one that is. Each with its place in the log.</summary>
    public static TheoryData<string, string?> Ignored => new()
    {
        { "not JSON", "ReplyUnreadable" },
        { "", "ReplyUnreadable" },
        { "[]", "ReplyUnreadable" },
        { "null", "ReplyUnreadable" },
        { new string('[', 10_000), "ReplyUnreadable" },
        { "ENVELOPE not JSON", "ReplyUnreadable" },
        { "ENVELOPE []", "ReplyUnreadable" },
        { """{"oslo.version": "9.9", "oslo.message": "{}"}""", "ReplyUnreadable" },
        { """{"oslo.version": "2.0", "oslo.message": {}}""", "ReplyUnreadable" },
        { "{}", "LateReply" },
        { """ENVELOPE {"result": 1, "failure": null, "ending": true}""", "LateReply" },
        { """ENVELOPE {"result": 1, "failure": null, "ending": true, "_msg_id": null}""", "LateReply" },
        { """ENVELOPE {"result": 1, "failure": null, "ending": true, "_msg_id": 5}""", "LateReply" },
        { """ENVELOPE {"result": 1, "failure": null, "ending": true, "_msg_id": {"a": 1}}""", "LateReply" },
        { """ENVELOPE {"result": 1, "failure": null, "ending": true, "_msg_id": "nobody waits for it"}""", "LateReply" },
        { """ENVELOPE {"result": 1, "failure": null, "ending": true, "_msg_id": "0123456789abcdef0123456789abcdef"}""", "LateReply" },
        { """ENVELOPE {"result": null, "failure": "{}", "ending": true, "_msg_id": "0123456789abcdef0123456789abcdef"}""", "LateReply" },
        { """ENVELOPE {"result": null, "failure": null, "ending": false, "_msg_id": "0123456789abcdef0123456789abcdef"}""", "LateReply" },

        // Signs of life that nobody asked for, of kinds that differ.
        { """ENVELOPE {"result": null, "failure": null, "ending": false, "_msg_id": "ID"}""", null },
        { """ENVELOPE {"_msg_id": "ID"}""", null },
        { """ENVELOPE {"result": null, "_msg_id": "ID"}""", null },
        { """ENVELOPE {"result": null, "failure": null, "ending": null, "_msg_id": "ID"}""", null },
        { """ENVELOPE {"result": null, "failure": null, "ending": "true", "_msg_id": "ID"}""", null },
        { """ENVELOPE {"result": null, "failure": null, "ending": 1, "_msg_id": "ID"}""", null },
    };

    /// <summary>Replies that end the call, and the type of what is raised with a part of its message; or the result.</summary>
    public static TheoryData<string, string> Answers => new()
    {
        { """{"result": 7, "failure": null, "ending": true, "_msg_id": "ID", "_unique_id": "u"}""", "7" },
        { """ENVELOPE {"result": 7, "ending": true, "_msg_id": "ID"}""", "7" },
        { """ENVELOPE {"result": 7, "failure": "", "ending": true, "_msg_id": "ID", "more": [{}]}""", "7" },
        { """ENVELOPE {"result": 7, "failure": {}, "ending": true, "_msg_id": "ID"}""", "7" },
        { """ENVELOPE {"result": 7, "failure": false, "ending": true, "_msg_id": "ID", "_unique_id": 5}""", "7" },
        { """ENVELOPE {"ending": true, "_msg_id": "ID"}""", "null" },
        { Failure("not JSON"), "SerializationException: cannot be read" },
        { Failure("[1]"), "RemoteException: Exception" },
        { Failure("\"text\""), "RemoteException: text" },
        { Failure("{}"), "RemoteException: " },
        { Failure("""{"class": "ValueError"}"""), "RemoteException: ValueError" },
        { Failure("""{"module": "builtins", "message": "m"}"""), "RemoteException: m" },
        { Failure("""{"class": 5, "module": [], "message": {"a": 1}, "tb": 7, "args": "x", "kwargs": [1]}"""), "RemoteException: 5" },
        { Failure("""{"class": null, "module": null, "message": null, "tb": null, "args": null, "kwargs": null}"""), "RemoteException: " },
        { Failure("""{"class": "A_Remote", "module": "b", "message": "m", "tb": [1, null, {}]}"""), "RemoteException: A_Remote" },
        { Failure("""{"class": "X", "module": "y", "message": "\ud800", "tb": ["\udfff"], "args": [NaN], "kwargs": {"a": Infinity}}"""), "RemoteException: X" },
        { Failure("""{"class": "NoSuchMethod", "module": "oslo_messaging.rpc.dispatcher"}"""), "MethodNotFoundException: " },
        { """ENVELOPE {"failure": {"class": "E", "message": "as an object"}, "_msg_id": "ID"}""", "RemoteException: as an object" },
        { """ENVELOPE {"failure": true, "ending": false, "_msg_id": "ID"}""", "RemoteException: " },
        { """ENVELOPE {"failure": 5, "_msg_id": "ID"}""", "RemoteException: " },
        { """ENVELOPE {"failure": ["x"], "_msg_id": "ID"}""", "RemoteException: " },
    };

    [Theory]
    [MemberData(nameof(Ignored))]
    public async Task What_is_not_the_answer_is_passed_over(string reply, string? logged)
    {
        var (client, call, request) = await CallAsync();

        await Raw.ReplyAsync(request.Queue, Bytes(reply, request.Id));
        await Raw.ReplyAsync(request.Queue, Bytes(Good, request.Id));

        Assert.Equal(7, (await call).GetInt32());
        Assert.Equal(logged is null ? [] : [logged], Lines());
        await GoesOnAsync(client);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_is_an_answer_of_a_kind_ends_the_call(string reply, string expected)
    {
        var (client, call, request) = await CallAsync();

        await Raw.ReplyAsync(request.Queue, Bytes(reply, request.Id));

        var ended = await Record.ExceptionAsync(() => call);
        var shown = ended is null ? (await call).ToString() : $"{ended.GetType().Name}: {ended.Message}";
        var (type, message) = expected.Split(": ") is [var first, var second] ? (first, second) : (expected, "");
        Assert.StartsWith(type, shown, StringComparison.Ordinal);
        Assert.Contains(message, shown, StringComparison.Ordinal);
        Assert.Empty(Lines());
        await GoesOnAsync(client);
    }

    [Fact]
    public async Task A_reply_in_two_parts_is_put_together()
    {
        var (client, call, request) = await CallAsync();

        await Raw.ReplyAsync(request.Queue, Bytes("""ENVELOPE {"result": 7, "failure": null, "ending": false, "_msg_id": "ID"}""", request.Id));
        await Raw.ReplyAsync(request.Queue, Bytes("""ENVELOPE {"result": null, "failure": null, "ending": true, "_msg_id": "ID"}""", request.Id));

        Assert.Equal(7, (await call).GetInt32());
        await GoesOnAsync(client);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task A_reply_of_another_content_type_is_no_reply(string? type)
    {
        var (client, call, request) = await CallAsync();

        await Raw.ReplyAsync(request.Queue, Bytes("""ENVELOPE {"result": 1, "failure": null, "ending": true, "_msg_id": "ID"}""", request.Id), type);
        await Raw.ReplyAsync(request.Queue, Bytes(Good, request.Id));

        Assert.Equal(7, (await call).GetInt32());
        Assert.Single(Lines());
        await GoesOnAsync(client);
    }

    [Fact]
    public async Task A_second_answer_is_dropped()
    {
        var (client, call, request) = await CallAsync();

        await Raw.ReplyAsync(request.Queue, Bytes(Good, request.Id));
        await Raw.ReplyAsync(request.Queue, Bytes(Good.Replace("7", "8", StringComparison.Ordinal), request.Id));

        Assert.Equal(7, (await call).GetInt32());
        await GoesOnAsync(client);
        Assert.Equal(["LateReply"], Lines());
    }

    private const string Good = """ENVELOPE {"result": 7, "failure": null, "ending": true, "_msg_id": "ID", "_unique_id": "u"}""";

    private static string Failure(string failure) =>
        $$"""ENVELOPE {"result": null, "failure": {{JsonSerializer.Serialize(failure)}}, "ending": true, "_msg_id": "ID"}""";

    private static byte[] Bytes(string reply, string id)
    {
        const string Envelope = "ENVELOPE ";
        reply = reply.Replace("\"ID\"", $"\"{id}\"", StringComparison.Ordinal);
        return reply.StartsWith(Envelope, StringComparison.Ordinal) ? RawPeer.Envelope(reply[Envelope.Length..]) : Encoding.UTF8.GetBytes(reply);
    }

    private string[] Lines() =>
        [.. Log.Entries.Where(entry => entry.EventId.Name is "LateReply" or "ReplyUnreadable" || Complaints.Contains(entry)).Select(entry => entry.EventId.Name!)];

    private async Task<(RpcClient Client, Task<RpcValue> Call, (string Id, string Queue) Request)> CallAsync()
    {
        await Raw.ServeAsync(Topic);
        var client = new RpcClient(await OpenAsync(), new Target { Topic = Topic });
        var call = client.CallAsync(null, "m", null, Token);
        return (client, call, await RequestAsync("m"));
    }

    private async Task<(string Id, string Queue)> RequestAsync(string method)
    {
        var message = (await Raw.WaitForAsync(arrived => arrived.Body.Contains($"\\\"{method}\\\"", StringComparison.Ordinal))).Message;
        return (message.GetProperty("_msg_id").GetString()!, message.GetProperty("_reply_q").GetString()!);
    }

    private async Task GoesOnAsync(RpcClient client)
    {
        var call = client.CallAsync(null, "next", null, Token);
        var request = await RequestAsync("next");
        await Raw.ReplyAsync(request.Queue, Bytes(Good, request.Id));
        Assert.Equal(7, (await call).GetInt32());
    }
}
