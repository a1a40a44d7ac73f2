using Messaging.AspNetCore.Tests.Support;

namespace Messaging.AspNetCore.Tests.Driver;

/// <summary>Calls that may run twice, whose connections break.</summary>
public sealed class RepeatTests
{
    [Fact]
    public async Task A_call_whose_connections_break_again_and_again_is_repeated_after_longer_and_longer_waits()
    {
        await using var gateway = new BreakingGateway(breaks: 6);
        var time = new HastyTime();
        await using var transport = await HttpTransports.OpenAsync(gateway.Url, configure: options => options.TimeProvider = time);
        var client = transport.Calc(WaitLimit.Start, idempotent: true);

        Assert.Equal(3, await client.CallAsync<int>("add", new { a = 1, b = 2 }).WaitAsync(WaitLimit.Start));

        Assert.Equal([50, 100, 200, 400, 500, 500], time.Waits.Entries.Zip(
            [50, 100, 200, 400, 500, 500], (wait, longest) => wait.TotalMilliseconds > longest || wait.TotalMilliseconds < longest / 2.0 ? wait.TotalMilliseconds : longest));
    }
}
