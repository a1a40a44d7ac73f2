using Thrift;
using Made = GeneratedShop;

namespace Messaging.Drivers.Thrift.Tests.GeneratedCode;

/// <summary>What a client that the Thrift compiler has made says to whoever serves shop.thrift.</summary>
internal static class GeneratedClients
{
    public static async Task HoldAsync(Made.Shop.Client client)
    {
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal(3, await client.add(1, 2, stop));
        var set = new Made.Item
        {
            Name = "set", Count = 2, Colour = Made.Colour.RED, Sizes = [], Stock = [], Tags = [], Picture = [], Colours = [], Sold = false, Tiny = 0, Small = 0,
        };
        var sent = new Made.Item
        {
            Name = "chair", Count = -1, Price = 1L << 40, Colour = Made.Colour.LIGHT_BLUE, Sizes = [new Made.Size { Width = 0.5, Height = 2 }],
            Stock = new() { ["here"] = 3 }, Tags = ["a", "b"], Picture = [0, 255], PartOf = set,
            Colours = new() { [7] = Made.Colour.RED, [-7] = Made.Colour.LIGHT_BLUE }, Sold = true, Tiny = -128, Small = -32768,
        };
        var seen = await client.echo(sent, stop);
        Assert.Equal(sent.ToString(), seen.ToString());
        Assert.Equal((sent.Price, sent.Tiny, 3), (seen.Price, seen.Tiny, seen.Stock!["here"]));
        Assert.Equal(Made.Colour.LIGHT_BLUE, seen.Colours![-7]);

        await client.order("chair", 3, stop);
        var empty = await Assert.ThrowsAsync<Made.OutOfStock>(() => client.order("chair", 4, stop));
        Assert.Equal(("only 3 are left", 3), (empty.Message, empty.Left));
        Assert.Equal("unknown", (await Assert.ThrowsAsync<Made.UnknownItem>(() => client.order("unknown", 1, stop))).Name);
        Assert.False((await Assert.ThrowsAsync<Made.UnknownItem>(() => client.order("nameless", 1, stop))).__isset.name);

        Assert.Equal("chair: nothing", await client.describe("chair", null, stop));
        Assert.Equal(Made.Colour.LIGHT_BLUE, (await client.getItem("table", stop)).Colour);
        await client.note("hello", stop);
        for (var i = 0; !(await client.all_notes(stop)).Contains("hello"); i++)
        {
            Assert.True(i < 1000, "The note did not come.");
        }
    }

    /// <summary>What is no exception of the service's own.</summary>
    public static async Task FailAsync(Made.Shop.Client client)
    {
        var error = await Assert.ThrowsAsync<TApplicationException>(() => client.order("broken", 1, TestContext.Current.CancellationToken));
        Assert.Equal(TApplicationException.ExceptionType.InternalError, error.Type);
    }
}
