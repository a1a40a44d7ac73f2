using System.Text.Json;

namespace Messaging.DocsExamples.Examples;

/// <summary>How to call OpenStack's services; stand-ins in memory take their place.</summary>
public sealed class OpenStackServices
{
    [Fact]
    public async Task A_service_with_an_exchange_of_its_own_is_found_there()
    {
        var url = Place.NewUrl();
        await using var place = await Transport.OpenAsync(url, new TransportOptions { ControlExchange = "neutron" });
        await using var server = new RpcServer(place, new Target { Topic = "q-reports-plugin", Server = "s" }, new Reports());
        await server.StartAsync();

        // <openstack-exchange>
        await using var transport = await Transport.OpenAsync(url, new TransportOptions { ControlExchange = "neutron" });
        var reports = new RpcClient(transport, new Target { Topic = "q-reports-plugin", Version = "1.2" });
        bool lives = await reports.CallAsync<bool>(new RpcContext { ["is_admin"] = true }, "has_alive_neutron_server");
        // </openstack-exchange>
        Assert.True(lives);
    }

    [Fact]
    public async Task Mistral_takes_texts_of_JSON()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());
        await using var server = new RpcServer(transport, new Target { Topic = "mistral_engine", Server = "s" }, new Engine());
        await server.StartAsync();

        // <openstack-mistral>
        var engine = new RpcClient(transport, new Target { Topic = "mistral_engine" });
        var answer = await engine.CallAsync<string>(RpcContext.Empty, "start_workflow", new
        {
            wf_identifier = JsonSerializer.Serialize("build"),              // "\"build\"" on the wire
            wf_input = JsonSerializer.Serialize(new { size = 3 }),
        });
        var result = RpcValue.Parse(answer);                                // the result is JSON text, too
        // </openstack-mistral>
        Assert.Equal("build of 3", result.GetString());
    }

    [Fact]
    public void Versioned_objects_are_read_changed_and_made()
    {
        var answer = RpcValue.Parse(
            """{"nova_object.name": "Instance", "nova_object.namespace": "nova", "nova_object.version": "2.7", "nova_object.data": {"uuid": "u1", "host": "h1"}}""");

        // <openstack-object>
        VersionedObject.TryRead(answer, out var instance);                  // or as a type: CallAsync<VersionedObject>, VersionedObject instance
        bool isKnown = instance!.IsCompatibleWith("2.8");                   // true: a reader of 2.8 understands 2.7
        string? uuid = instance["uuid"].GetString();
        var moved = instance.With("host", "h2");                            // ready to be sent; "host" is among its Changes
        // </openstack-object>
        Assert.Equal((true, "u1", "h2"), (isKnown, uuid, moved["host"].GetString()));
        Assert.Equal(["host"], moved.Changes);

        // <openstack-object-made>
        var request = VersionedObject.From(
            "BlockDeviceMapping", "nova", "1.20", new { DeviceName = "/dev/vdb", VolumeSize = 8 },
            JsonPayloadSerializer.ByReflection(), prefix: "nova_object");
        // </openstack-object-made>
        Assert.Equal("/dev/vdb", request.ToValue()["nova_object.data"]["device_name"].GetString());
    }

    [Fact]
    public async Task An_agent_has_several_topics()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl(), new TransportOptions { ControlExchange = "neutron" });

        // <several-targets>
        string[] topics = ["q-agent-notifier-network-update", "q-agent-notifier-port-update", "q-agent-notifier-port-delete"];
        await using var agent = new RpcServer(
            transport,
            [.. topics.Select(topic => new Target { Topic = topic, Server = Environment.MachineName })],
            new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() },
            new Events());
        await agent.StartAsync();
        // </several-targets>
        foreach (var target in agent.Targets)
        {
            await new RpcClient(transport, target).CallAsync("port_update", new { port = new { id = "p1" } });
        }
    }

    [RpcEndpoint(Version = "1.2")]
    private sealed class Reports
    {
        public bool HasAliveNeutronServer() => true;
    }

    private sealed class Events
    {
        public void PortUpdate(RpcValue port) => Assert.Equal("p1", port["id"].GetString());
    }

    private sealed class Engine
    {
        public string StartWorkflow(string wfIdentifier, string wfInput) =>
            JsonSerializer.Serialize($"{RpcValue.Parse(wfIdentifier).GetString()} of {RpcValue.Parse(wfInput)["size"].GetInt32()}");
    }
}
