using System.Text;

namespace Messaging.DriverContract;

/// <summary>Messages that nobody can read stop nothing: the next one is served.</summary>
public abstract class HostileContract(IDriverFixture fixture) : ContractTests(fixture)
{
    public static TheoryData<string> Messages => new(
        "",
        " ",
        "not json",
        "{",
        "null",
        "[]",
        "\"text\"",
        "42",
        "{}",
        "{} {}",
        "\ufeff{}",
        Raw.Envelope("{}", version: "1.0"),
        Raw.Envelope("{}", version: "2.1"),
        Raw.Envelope("{}", version: "3.0"),
        Raw.Envelope("{}", version: "two"),
        Raw.Envelope("not json"),
        Raw.Envelope(""),
        Raw.Envelope("[]"),
        Raw.Envelope("{\"method\": \"note\", \"args\": {}} trailing"),
        """{"oslo.version": "2.0", "oslo.message": {"method": "note"}}""",
        """{"oslo.version": 2.0, "oslo.message": "{}"}""",
        """{"oslo.version": {"oslo.message": "{}"}, "oslo.message": "{}"}""",
        """{"oslo.version": "2.0", "oslo.message": "\ud800"}""",
        """{"oslo.version": "2.0", "oslo.message": "{\"method\": \"\\ud800\"}"}""",
        Raw.Envelope("""{"args": {}}"""),
        Raw.Envelope("""{"method": null, "args": {}}"""),
        Raw.Envelope("""{"method": 7, "args": {}}"""),
        Raw.Envelope("""{"method": {"a": []}, "args": {}}"""),
        Raw.Envelope("""{"method": "note", "args": []}"""),
        Raw.Envelope("""{"method": "note", "args": "a"}"""),
        Raw.Envelope("""{"method": "note", "args": {"n": 1}}"""),
        Raw.Envelope("""{"method": "note", "args": {}, "version": 1.0}"""),
        Raw.Envelope("""{"method": "note", "args": {}, "version": null}"""),
        Raw.Envelope("""{"method": "note", "args": {}, "version": "1"}"""),
        Raw.Envelope("""{"method": "note", "args": {}, "version": "a.b"}"""),
        Raw.Envelope("""{"method": "note", "args": {}, "version": "99999999999.0"}"""),
        Raw.Envelope("""{"method": "note", "args": {}, "namespace": 1}"""),
        Raw.Envelope("""{"method": "note", "args": {}, "_msg_id": 5, "_reply_q": "q"}"""),
        Raw.Envelope("""{"method": "missing", "args": {}, "_msg_id": "x", "_reply_q": "reply_that_is_not_there"}"""),
        Raw.Envelope("""{"method": "missing", "args": {}, "_msg_id": "x", "_reply_q": {"q": 1}}"""),
        Raw.Envelope("""{"method": "\u0000", "args": {"\ud800": 1}}"""));

    public static TheoryData<string, int> Nestings => new() { { "[", 10_000 }, { "{\"a\":", 10_000 }, { "[", 1_000_000 } };

    [ContractTheory]
    [MemberData(nameof(Messages))]
    public Task A_message_that_is_none_is_dropped(string body) => IsHarmlessAsync(Encoding.UTF8.GetBytes(body));

    [ContractTheory]
    [MemberData(nameof(Nestings))]
    public async Task A_message_that_nests_too_deep_is_dropped(string open, int depth)
    {
        var nested = new StringBuilder().Insert(0, open, depth).ToString();
        await IsHarmlessAsync(Encoding.UTF8.GetBytes(nested));
        await IsHarmlessAsync(Encoding.UTF8.GetBytes(Raw.Envelope($$"""{"method": "echo", "args": {"value": {{nested}}""")));
    }

    [ContractFact]
    public async Task What_a_peer_says_cannot_forge_a_line_of_the_log()
    {
        const string Forged = "x\r\nwarn: Messaging.RpcServer[2001] mallory logged in\u001b[2J\u0085\u2028\u202e";
        Log.Expect("MethodFailed");
        await ServeAsync(Handler.Returns<int>("fail", call => throw new InvalidOperationException(call.Argument<string>("text")), "text"));
        var client = await ClientAsync();

        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync(null, Forged).WithinLimit());
        await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "fail", new { text = Forged }).WithinLimit());

        foreach (var line in new[] { await Log.WaitForAsync("CallRefused"), await Log.WaitForAsync("MethodFailed") })
        {
            Assert.Contains("mallory logged in", line.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(line.Message, IsUnsafe);
            Assert.All(line.Values, value => Assert.DoesNotContain($"{value.Value}", IsUnsafe));
            var trace = $"{line.Exception}".Split('\n');
            Assert.All(trace, part => Assert.DoesNotContain(part, IsUnsafe));
            Assert.All(trace.Skip(1), part => Assert.StartsWith("   ", part, StringComparison.Ordinal));
        }
    }

    [ContractFact]
    public async Task What_a_peer_says_takes_no_more_than_a_line_of_the_log()
    {
        await ServeAsync(Handler.Echo);

        await Assert.ThrowsAsync<MethodNotFoundException>(
            async () => await (await ClientAsync()).CallAsync(null, new string('m', 1_000_000)).WithinLimit());

        var line = await Log.WaitForAsync("CallRefused");
        Assert.InRange(line.Message.Length, 1, 5_000);
        Assert.All(line.Values, value => Assert.InRange($"{value.Value}".Length, 0, 5_000));
    }

    [ContractFact]
    public Task Bytes_that_are_no_text_are_dropped() =>
        IsHarmlessAsync([0x7b, 0x22, 0xff, 0xfe, 0x80, 0x22, 0x3a, 0x31, 0x7d], [0x78, 0x9c, 0x00], [0]);

    [ContractFact]
    public async Task A_message_larger_than_the_limit_is_dropped()
    {
        var transport = await OpenAsync(o => o.MaxMessageSize = 64 * 1024);
        var server = Own(new RpcServer(transport, new Target { Topic = Topic, Server = "s" }, new RpcEndpoint([Handler.Echo])));
        await server.StartAsync().WithinLimit();
        var client = await ClientAsync();

        // A broker takes it for the server, which drops it; a server that is asked itself says so.
        var refusal = await Record.ExceptionAsync(() => client.CastAsync(null, "echo", new { value = new string('x', 100_000) }));
        Assert.True(refusal is null or DeliveryException { IsTransient: false }, $"{refusal}");

        Assert.Equal(50_000, (await client.CallAsync<string>(null, "echo", new { value = new string('x', 50_000) }).WithinLimit()).Length);
    }

    [ContractFact]
    public async Task A_reply_that_nobody_can_read_is_dropped_and_the_right_one_arrives()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();

        foreach (var garbage in new[] { "", "not json", "[]", "null", "{}", Raw.Envelope("not json"), Raw.Envelope("{}", version: "9.9"),
            new string('[', 10_000) })
        {
            var method = $"m{Guid.NewGuid():N}";
            var call = client.CallAsync<int>(null, method);
            var request = await server.WaitForAsync(method);
            await request.SendAsync(garbage);
            await request.AnswerAsync("7");
            Assert.Equal(7, await call.WithinLimit());
        }
    }

    [ContractFact]
    public async Task A_reply_without_an_envelope_and_with_fields_of_another_time_is_read()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();

        var call = client.CallAsync<int>(null, "bare");
        var request = await server.WaitForAsync("bare");
        await request.SendAsync($$"""{"_msg_id": "{{request.MessageId}}", "from_tomorrow": [{"a": 1}], "ending": true, "result": 7, "failure": null}""");

        Assert.Equal(7, await call.WithinLimit());
    }

    private async Task IsHarmlessAsync(params byte[][] bodies)
    {
        await ServeAsync($"s{Guid.NewGuid():N}", new RpcServerOptions(), Handler.Does("note", _ => { }), Handler.Echo);
        var client = await ClientAsync();
        foreach (var body in bodies)
        {
            await Fixture.PublishRawAsync(Topic, body);
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(i, await client.CallAsync<int>(null, "echo", new { value = i }).WithinLimit());
        }
    }

    private static bool IsUnsafe(char character) => char.IsControl(character) || character is '\u2028' or '\u202e';
}
