using System.Text.Json;

namespace Messaging.DocsExamples.Examples;

/// <summary>How OpenStack's services want to be called, with stand-ins for them in memory.</summary>
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
        var result = RpcValue.Parse(answer);                                // the result is such a text, too
        // </openstack-mistral>
        Assert.Equal("build of 3", result.GetString());
    }

    [Fact]
    public void Versioned_objects_are_dictionaries()
    {
        var instance = RpcValue.Parse(
            """{"nova_object.name": "Instance", "nova_object.namespace": "nova", "nova_object.version": "2.7", "nova_object.data": {"uuid": "u1"}}""");

        // <openstack-object>
        string? name = instance["nova_object.name"].GetString();            // Instance
        string? version = instance["nova_object.version"].GetString();      // 2.7
        string? uuid = instance["nova_object.data"]["uuid"].GetString();
        // </openstack-object>
        Assert.Equal(("Instance", "2.7", "u1"), (name, version, uuid));
    }

    [RpcEndpoint(Version = "1.2")]
    private sealed class Reports
    {
        public bool HasAliveNeutronServer() => true;
    }

    private sealed class Engine
    {
        public string StartWorkflow(string wfIdentifier, string wfInput) =>
            JsonSerializer.Serialize($"{RpcValue.Parse(wfIdentifier).GetString()} of {RpcValue.Parse(wfInput)["size"].GetInt32()}");
    }
}
