using GeneratedShop;
using Messaging.Drivers.Thrift;
using Messaging.TestKit;
using Messaging.Thrift;
using Place = Messaging.DocsExamples.Examples.Place;

namespace Messaging.DocsExamples.Generated;

public sealed class ThriftGenerated
{
    [Fact]
    public async Task A_processor_and_a_client_on_a_topic()
    {
        var file = PeerPrograms.PathOf(Path.Combine("thrift", "shop.thrift"));
        await using var transport = await Transport.OpenAsync(Place.NewUrl());

        // <thrift-generated>
        var shop = ThriftService.Load(file);                            // the file that the code was generated from
        var processor = new Shop.AsyncProcessor(new ShopHandler());     // generated
        await using var server = RpcServer.Create(
            transport, new Target { Topic = "shop", Server = "node-1" }, [ThriftEndpoint.For(shop, processor)]);
        await server.StartAsync();                                      // several servers of the topic compete for the calls

        var client = new Shop.Client(ThriftProtocol.Over(shop, new RpcClient(transport, new Target { Topic = "shop" })));
        int sum = await client.add(1, 2);                               // a call to the topic
        // </thrift-generated>
        Assert.Equal(3, sum);
    }
}
