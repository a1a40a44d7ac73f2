using System.Globalization;
using Messaging;

namespace OpenStackSample;

/// <summary>What an agent asks and tells the Neutron server, as <c>neutron.agent.rpc</c> does in Python.</summary>
internal sealed class NeutronServer(Transport transport, string host)
{
    // Agents act for nobody: Python sends the context of an administrator.
    private static readonly RpcContext Context = new() { ["is_admin"] = true };

    private readonly RpcClient _reports = new(transport, new Target { Topic = "q-reports-plugin", Version = "1.2" });
    private readonly RpcClient _plugin = new(transport, new Target { Topic = "q-plugin", Version = "1.9" });

    private string AgentId => $"ovs-agent-{host}";

    /// <summary>Says that the agent lives; Neutron binds ports only to hosts whose agent has said so lately.</summary>
    /// <param name="isStart">Whether it has just started.</param>
    /// <returns>What Neutron makes of it: <c>new</c>, <c>alive</c> or <c>revived</c>.</returns>
    public async Task<string?> ReportStateAsync(bool isStart)
    {
        var state = new Dictionary<string, object>
        {
            ["agent_type"] = "Open vSwitch agent",
            ["binary"] = "messaging-sample-agent",
            ["host"] = host,
            ["topic"] = "N/A",
            ["configurations"] = new { bridge_mappings = new { }, tunnel_types = Array.Empty<string>(), datapath_type = "system" },
            ["uuid"] = Guid.NewGuid(),
        };
        if (isStart)
        {
            state["start_flag"] = true;
        }

        return await _reports.CallAsync<string?>(Context, "report_state", new
        {
            // Wrapped like this on the wire, for agents of 2013.
            agent_state = new { agent_state = state },
            time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        });
    }

    /// <summary>What has to be done for a port.</summary>
    public Task<RpcValue> GetDeviceDetailsAsync(string device) =>
        _plugin.CallAsync<RpcValue>(Context, "get_device_details", new { device, agent_id = AgentId, host });

    /// <summary>Says that it is done: Neutron makes the port active.</summary>
    public Task UpdateDeviceUpAsync(string device) =>
        _plugin.CallAsync(Context, "update_device_up", new { device, agent_id = AgentId, host });
}
