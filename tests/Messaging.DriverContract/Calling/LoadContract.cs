namespace Messaging.DriverContract;

/// <summary>Many calls at once and large ones: each gets its own answer.</summary>
public abstract class LoadContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task Five_hundred_calls_at_once_each_get_their_own_answer()
    {
        await ServeAsync(Handler.Runs(
            "double",
            async call =>
            {
                await Task.Yield();
                return call.Argument<int>("value") * 2;
            },
            "value"));
        var client = await ClientAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => client.CallAsync<int>(null, "double", new { value = i })))
            .WithinLimit();

        Assert.Equal(Enumerable.Range(0, 500).Select(i => i * 2), answers);
    }

    [ContractFact]
    public async Task Answers_out_of_order_find_their_calls()
    {
        var server = await ServeRawAsync(prefetch: 100);
        var client = await ClientAsync();
        var calls = Enumerable.Range(0, 50).Select(i => client.CallAsync<int>(null, $"m{i}")).ToArray();
        var requests = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => server.WaitForAsync($"m{i}")));

        foreach (var i in Enumerable.Range(0, 50).Reverse())
        {
            await requests[i].AnswerAsync($"{i}");
        }

        Assert.Equal(Enumerable.Range(0, 50), await Task.WhenAll(calls).WithinLimit());
        Assert.Equal(50, requests.Select(request => request.MessageId).Distinct().Count());
        Assert.Single(requests.Select(request => request.ReplyTo).Distinct());
    }

    [ContractFact]
    public async Task A_mebibyte_travels_both_ways()
    {
        await ServeAsync(Handler.Echo);
        var client = await ClientAsync();
        var text = string.Concat(Enumerable.Range(0, 1 << 17).Select(i => $"{i % 97:00} \"é\"")).PadRight(1 << 20)[..(1 << 20)];

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => client.CallAsync<string>(null, "echo", new { value = i + text }))).WithinLimit();

        for (var i = 0; i < 4; i++)
        {
            Assert.True(i + text == answers[i], $"answer {i} is not what was sent");
        }
    }

    [ContractFact]
    public async Task Clients_of_several_transports_get_their_own_answers()
    {
        await ServeAsync(Handler.Echo);
        var transports = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync()));
        var clients = transports.Select(transport => new RpcClient(transport, new Target { Topic = Topic })).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => clients[i % 3].CallAsync<int>(null, "echo", new { value = i }))).WithinLimit();

        Assert.Equal(Enumerable.Range(0, 60), answers);
    }

    [ContractFact]
    public async Task Calls_to_many_topics_share_one_transport()
    {
        var transport = await ServerSideAsync();
        for (var i = 0; i < 5; i++)
        {
            var answer = i;
            var endpoint = new RpcEndpoint([Handler.Returns("who", _ => answer)]);
            await Own(new RpcServer(transport, new Target { Topic = $"{Topic}-{i}", Server = "s" }, endpoint)).StartAsync().WithinLimit();
        }

        var client = await ClientAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(i, await client.With(topic: $"{Topic}-{i}").CallAsync<int>(null, "who"));
        }
    }
}
