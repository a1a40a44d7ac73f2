namespace Messaging.DriverContract;

/// <summary>Who has seen ids of others cannot tell the next one.</summary>
public abstract class StolenIdContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task Ids_do_not_tell_the_next_one()
    {
        var raw = await ServeRawAsync();
        var client = await ClientAsync();
        List<string> calls = [];
        List<string> messages = [];
        for (var i = 0; i < 8; i++)
        {
            var call = client.CallAsync(null, $"call_{i}");
            var request = await raw.WaitForAsync($"call_{i}");
            await request.AnswerAsync("null");
            await call.WithinLimit();
            await client.CastAsync(null, $"cast_{i}").WithinLimit();
            var cast = await raw.WaitForAsync($"cast_{i}");
            calls.Add(request.MessageId);
            messages.Add(request.Content["_unique_id"].GetString()!);
            messages.Add(cast.Content["_unique_id"].GetString()!);
        }

        // A counter, whatever is put before it, differs from its neighbour in a few digits.
        Assert.All(calls.Zip(calls.Skip(1)), pair => Assert.InRange(Differences(pair.First, pair.Second), 8, 32));
        Assert.All(messages.Zip(messages.Skip(1)), pair => Assert.InRange(Differences(pair.First, pair.Second), 16, 32));
    }

    private static int Differences(string one, string other) => one.Zip(other).Count(pair => pair.First != pair.Second);
}
