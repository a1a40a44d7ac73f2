using Messaging;

namespace OpenStackSample;

/// <summary>An agent that wires nothing: it receives what Neutron sends to all L2 agents, and answers as if it had done the work.</summary>
internal sealed class Agent(NeutronServer neutron, string host) : IAsyncDisposable
{
    // Neutron has a topic for each kind of event, and sends each event to all listeners of its topic (a fanout).
    private static readonly string[] Topics =
        ["q-agent-notifier-network-update", "q-agent-notifier-network-delete", "q-agent-notifier-port-update"];

    private RpcServer _server = null!;

    public static async Task<Agent> StartAsync(Transport transport, NeutronServer neutron, string host)
    {
        var agent = new Agent(neutron, host);
        var targets = Topics.Select(topic => new Target { Topic = topic, Server = host }).ToArray();
        agent._server = new RpcServer(transport, targets, new RpcServerOptions(), new Events(agent));
        await agent._server.StartAsync();
        return agent;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task PlugAsync(RpcValue port)
    {
        var id = port["id"].GetString()!;
        if (port["binding:host_id"].GetString() != host || port["status"].GetString() == "ACTIVE")
        {
            return;
        }

        var details = await neutron.GetDeviceDetailsAsync(id);
        Console.WriteLine($"get_device_details: a {details["network_type"]} network, MAC address {details["mac_address"]}");
        await neutron.UpdateDeviceUpAsync(id);
        Console.WriteLine("update_device_up: done");
    }

    /// <summary>The methods that Neutron casts.</summary>
    [RpcEndpoint(Version = "1.5")]
    private sealed class Events(Agent agent)
    {
        public void NetworkUpdate(RpcValue network) =>
            Console.WriteLine($"fanout: network_update of {network["name"]}, MTU {network["mtu"]}");

        public void NetworkDelete(string networkId) => Console.WriteLine($"fanout: network_delete of {networkId}");

        public async Task PortUpdate(RpcValue port, [RpcExtraArguments] IReadOnlyDictionary<string, RpcValue> others)
        {
            var isOn = port["admin_state_up"].GetBoolean();
            Console.WriteLine($"fanout: port_update of {port["name"]} on a {others["network_type"]} network, {(isOn ? "on" : "off")}");
            if (isOn)
            {
                await agent.PlugAsync(port);
            }
        }
    }
}
