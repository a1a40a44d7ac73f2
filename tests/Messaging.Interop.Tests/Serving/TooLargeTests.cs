using Messaging.Interop.Tests.Malformed;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Serving;

/// <summary>What is larger than a side of ours takes, with Python on the other: whoever waits is told, long before the time is over.</summary>
public sealed class TooLargeTests(Troupe troupe) : LocalTest(troupe)
{
    private const int Limit = 100_000;
    private const int Long = 600;

    private static readonly string Large = $$"""{"value": "{{new string('x', 2 * Limit)}}"}""";

    [Fact]
    public async Task A_Python_caller_is_told_that_its_call_is()
    {
        await ServeLocallyAsync(new Probe(), options => options.MaxMessageSize = Limit);

        var answer = await AskAsync(Side.Python, new() { Method = "echo", Args = Large, Version = "1.5", Timeout = Long });

        Assert.Equal("MessageTooLarge", answer.ErrorType);
        Assert.Contains("100,000", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("1", await CallAsync(Side.Python, "echo", """{"value": 1}""", new() { Version = "1.5" }));
    }

    [Fact]
    public async Task We_are_told_that_the_reply_of_a_Python_server_is()
    {
        var transport = await OpenAsync(options => options.MaxMessageSize = Limit);
        var client = new RpcClient(transport, new Target { Topic = Troupe.TopicOf(Side.Python) }).With(timeout: TimeSpan.FromSeconds(Long));

        var error = await Assert.ThrowsAsync<MessageTooLargeException>(() => client.CallAsync(null, "echo", RpcValue.Parse(Large), Token));

        Assert.Equal((Limit, true), (error.Limit, error.IsReply));
        Assert.InRange(error.Size!.Value, 2 * Limit, 3 * Limit);
        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }, Token));
    }
}
