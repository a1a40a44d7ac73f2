namespace Messaging.DocsExamples.Examples;

public sealed class Oslo
{
    [Fact]
    public async Task Serve()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());

        // <oslo-server>
        await using var server = new RpcServer(transport, new Target { Topic = "compute", Server = "host-1" }, new Instances());
        await server.StartAsync();
        // </oslo-server>

        var client = new RpcClient(transport, new Target { Topic = "compute", Namespace = "instances", Version = "2.1" });
        Assert.Equal("i-7 of ada, force=True", await client.CallAsync<string>(new RpcContext { ["user"] = "ada" }, "reboot_instance", new { instance_id = "i-7", force = true }));
    }

    // <oslo-endpoint>
    [RpcEndpoint(Namespace = "instances", Version = "2.3")]     // target = Target(namespace='instances', version='2.3')
    public sealed class Instances
    {
        // def reboot_instance(self, ctxt, instance_id, **kwargs)
        public string RebootInstance(
            RpcContext context, string instanceId, [RpcExtraArguments] IReadOnlyDictionary<string, RpcValue> extra) =>
            $"{instanceId} of {context["user"]}, force={extra.GetValueOrDefault("force").GetBoolean()}";
    }
    // </oslo-endpoint>
}
