using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Tests.Topology;

public sealed class NameClaimsTests
{
    private readonly string _process = Guid.NewGuid().ToString("N");

    [Fact]
    public void Names_by_chance_differ()
    {
        var names = new NameClaims(stable: false, "h", _process);
        using var one = names.Claim("reply_");
        using var two = names.Claim("reply_");
        Assert.Matches("^reply_[0-9a-f]{32}$", one.Name);
        Assert.NotEqual(one.Name, two.Name);
    }

    [Fact]
    public void The_lowest_number_that_is_free_is_taken_for_each_kind_of_queue()
    {
        var names = new NameClaims(stable: true, "h", _process);
        var one = names.Claim("reply_");
        using var two = names.Claim("reply_");
        using var fanout = names.Claim("calc_fanout_");
        Assert.Equal($"reply_h:{_process}:1", one.Name);
        Assert.Equal($"reply_h:{_process}:2", two.Name);
        Assert.Equal($"calc_fanout_h:{_process}:1", fanout.Name);

        one.Dispose();
        using var again = names.Claim("reply_");
        using var three = names.Claim("reply_");
        Assert.Equal($"reply_h:{_process}:1", again.Name);
        Assert.Equal($"reply_h:{_process}:3", three.Name);
    }

    [Fact]
    public async Task Any_number_that_come_at_once_get_different_names()
    {
        var names = new NameClaims(stable: true, "h", _process);
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => names.Claim("reply_"))));
        Assert.Equal(16, claims.Select(c => c.Name).Distinct().Count());
        Array.ForEach(claims, c => c.Dispose());
    }
}
