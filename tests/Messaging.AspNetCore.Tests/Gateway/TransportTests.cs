using Messaging.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Tests.Gateway;

/// <summary>Which transport the calls of a gateway go through, where the application has several.</summary>
public sealed class TransportTests
{
    [Fact]
    public async Task Each_gateway_and_each_topic_may_have_a_transport_of_its_own()
    {
        await using var app = Build();
        await using var own = Transport.Create($"memory://{Guid.NewGuid():N}", new TransportOptions());
        await using var server = new RpcServer(own, new Target { Topic = "mine", Server = "a" }, new Named("own"));
        await server.StartAsync();
        app.MapRpc("/rpc", rpc =>
        {
            rpc.Topic("plain", topic => topic.Methods("name"));
            rpc.Topic("pay", topic => topic.Methods("name")).TransportKey = "billing";
            rpc.Topic("mine", topic => topic.Methods("name")).Transport = own;
        });
        app.MapRpc("/billing", rpc =>
        {
            rpc.TransportKey = "billing";
            rpc.Topic("pay").Methods("name");
            rpc.Topic("stock", topic => topic.Methods("name")).TransportKey = "goods";
            rpc.Contract<IStock>(topic => topic.TransportKey = "goods");
        });
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal("\"plain\"", await NameAsync("/rpc/plain"));
        Assert.Equal("\"billing\"", await NameAsync("/rpc/pay"));
        Assert.Equal("\"own\"", await NameAsync("/rpc/mine"));
        Assert.Equal("\"billing\"", await NameAsync("/billing/pay"));
        Assert.Equal("\"goods\"", await NameAsync("/billing/stock"));
        Assert.Equal("""{"name":"nut","count":3,"parts":null}""", await PostAsync("/billing/stock/find", """{"name":"nut","limit":3}"""));

        Task<string> NameAsync(string topic) => PostAsync(topic + "/name", "{}");

        Task<string> PostAsync(string path, string body) =>
            http.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json")).ResultAsync();
    }

    [Fact]
    public async Task No_transport_without_a_key_is_needed_where_all_have_one()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddKeyedMessaging("billing", "memory://");
        await using var app = builder.Build();

        app.MapRpc("/rpc", rpc => rpc.Topic("pay", topic => topic.Methods("name")).TransportKey = "billing");
        var error = Assert.Throws<InvalidOperationException>(() => app.MapRpc("/other", rpc => rpc.Topic("calc", topic => topic.Methods("add"))));

        Assert.StartsWith("The topic 'calc' of the gateway has no transport.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_no_transport_has_is_named_when_the_gateway_is_mapped()
    {
        await using var app = Build();

        var ofTopic = Assert.Throws<InvalidOperationException>(() => app.MapRpc("/a", rpc => rpc.Topic("pay").TransportKey = "biling"));
        var ofGateway = Assert.Throws<InvalidOperationException>(() => app.MapRpc("/b", rpc =>
        {
            rpc.TransportKey = "biling";
            rpc.Topic("pay");
        }));
        var noTopic = Assert.Throws<InvalidOperationException>(() => app.MapRpc("/c", rpc => rpc.TransportKey = "biling"));

        Assert.Equal(
            "The topic 'pay' of the gateway names the transport 'biling', which was not added. Add it with "
            + "builder.Services.AddKeyedMessaging(\"biling\", url), or correct RpcGatewayTopic.TransportKey.", ofTopic.Message);
        Assert.StartsWith("The gateway names the transport 'biling', which was not added.", ofGateway.Message, StringComparison.Ordinal);
        Assert.Equal(ofGateway.Message, noTopic.Message);
    }

    [Fact]
    public async Task A_transport_and_a_key_are_too_much()
    {
        await using var app = Build();
        var transport = app.Services.GetRequiredService<Transport>();

        var ofTopic = Assert.Throws<InvalidOperationException>(() => app.MapRpc("/a", rpc =>
            (rpc.Topic("pay").Transport, rpc.Topic("pay").TransportKey) = (transport, "billing")));
        var ofGateway = Assert.Throws<InvalidOperationException>(() => app.MapRpc("/b", rpc =>
        {
            (rpc.Transport, rpc.TransportKey) = (transport, "billing");
            rpc.Topic("pay", topic => topic.TransportKey = "goods");
        }));

        Assert.Equal(
            "The topic 'pay' of the gateway has a transport and names another, 'billing'. Set Transport or TransportKey of RpcGatewayTopic, not both.",
            ofTopic.Message);
        Assert.StartsWith("The gateway has a transport and names another, 'billing'.", ofGateway.Message, StringComparison.Ordinal);
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddMessaging($"memory://{Guid.NewGuid():N}").AddServer("plain", server => server.AddEndpoint(new Named("plain")));
        builder.Services.AddKeyedMessaging("billing", $"memory://{Guid.NewGuid():N}").AddServer("pay", server => server.AddEndpoint(new Named("billing")));
        builder.Services.AddKeyedMessaging("goods", $"memory://{Guid.NewGuid():N}").AddServer(
            "stock", server => server.AddEndpoint(new Named("goods")).AddEndpoint(RpcEndpoint.For<IStock>(new Stock())));
        return builder.Build();
    }

    private sealed class Named(string name)
    {
        public string Name() => name;
    }
}
