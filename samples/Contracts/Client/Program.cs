using Contracts;
using Messaging;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.ZeroMq;

if (args is not ["--url", var url])
{
    Console.Error.WriteLine("Usage: Client --url rabbit://guest:guest@localhost:5672/   or   --url zmq://127.0.0.1:5555");
    return 2;
}

RabbitDriver.Register();
ZeroMqDriver.Register();
try
{
    await using var transport = await Transport.OpenAsync(url, new TransportOptions(new JsonPayloadSerializer(StockJson.Default)));
    var stock = transport.GetClient<IStock>();

    Console.WriteLine($"find bolt → {await stock.FindAsync("bolt")}");
    Console.WriteLine($"find gold → {await stock.FindAsync("gold") ?? (object)"nothing"}");
    Console.WriteLine($"take bolt 3 → {await stock.TakeAsync("bolt", 3)} left");
    Console.WriteLine($"take bolt → {await stock.TakeAsync("bolt")} left");
    Console.WriteLine(
        $"list front → {string.Join(", ", (await stock.ListAsync(Shelf.Front)).Select(item => $"{item.Count} {item.Name}"))}");
    try
    {
        await stock.TakeAsync("saw", 2);
    }
    catch (OutOfStockException e)
    {
        Console.WriteLine($"take saw 2 → refused: {e.Left} {e.Name} left");
    }

    await stock.NoteAsync("bolts are running out");
    Console.WriteLine("note → sent");
    await stock.RefreshAsync();
    Console.WriteLine("refresh → sent to all");
    return 0;
}
catch (MessagingException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
