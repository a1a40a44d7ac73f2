using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Contracts;

/// <summary>What a client of the contract says to whoever serves it.</summary>
internal static class ShopConversation
{
    /// <summary>Says it.</summary>
    /// <param name="shop">The client.</param>
    /// <param name="nothing">What the server makes of an argument that is missing.</param>
    public static async Task HoldAsync(IShop shop, string nothing)
    {
        Assert.Equal(3, await shop.AddAsync(1, 2));
        Assert.Equal(11, await shop.AddAsync(1));
        var set = new Item { Name = "set", Count = 2 };
        var chair = new Item
        {
            Name = "chair", Count = -1, Price = 1L << 40, Colour = Colour.LightBlue, Sizes = [new(0.5, 2)], Stock = { ["here"] = 3 }, Tags = ["a", "b"],
            Picture = [0, 255], PartOf = set, Colours = new Dictionary<int, Colour> { [7] = Colour.Red, [-7] = Colour.LightBlue }, Sold = true, Tiny = -128,
            Small = -32768,
        };
        var echoed = await shop.EchoAsync(chair);
        Assert.Equivalent(chair, echoed, strict: true);

        await shop.OrderAsync("chair", 3);
        var empty = await Assert.ThrowsAsync<OutOfStockException>(() => shop.OrderAsync("chair", 4));
        Assert.Equal(("only 3 are left", 3), (empty.Message, empty.Left));
        Assert.Equal("unknown", (await Assert.ThrowsAsync<UnknownItemException>(() => shop.OrderAsync("unknown", 1))).Name);
        Assert.Null((await Assert.ThrowsAsync<UnknownItemException>(() => shop.OrderAsync("nameless", 1))).Name);

        Assert.Equal("chair: red", await shop.DescribeAsync("chair", "red", TestContext.Current.CancellationToken));
        Assert.Equal($"chair: {nothing}", await shop.DescribeAsync("chair", null, TestContext.Current.CancellationToken));
        Assert.Equal(("table", Colour.LightBlue), await shop.GetItemAsync("table") is var table ? (table.Name, table.Colour) : default);
        await shop.NoteAsync("hello");
        for (var i = 0; !(await shop.AllNotesAsync()).Contains("hello"); i++)
        {
            Assert.True(i < 1000, "The note did not come.");
        }
    }
}
