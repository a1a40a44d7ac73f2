using System.Globalization;
using Messaging;

namespace OpenStackSample;

/// <summary>The calls of an agent to the Neutron server, as <c>neutron.agent.rpc</c> makes them in Python.</summary>
internal sealed class NeutronServer(Transport transport, string host)
{
    // Agents act on nobody's behalf: Python sends an administrator's context.
    private static readonly RpcContext Context = new() { ["is_admin"] = true };

    private readonly RpcClient _reports = new(transport, new Target { Topic = "q-reports-plugin", Version = "1.2" });
    private readonly RpcClient _plugin = new(transport, new Target { Topic = "q-plugin", Version = "1.9" });

    private string AgentId => $"ovs-agent-{host}";

    /// <summary>Reports that the agent is alive. Neutron binds ports only to hosts whose agent has reported recently.</summary>
    /// <param name="isStart">Whether the agent has just started.</param>
    /// <returns>How Neutron sees the agent: <c>new</c>, <c>alive</c> or <c>revived</c>.</returns>
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
            // Wrapped twice on the wire, for compatibility with agents of 2013.
            agent_state = new { agent_state = state },
            time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Asks what to do for a port.</summary>
    public Task<RpcValue> GetDeviceDetailsAsync(string device) =>
        _plugin.CallAsync<RpcValue>(Context, "get_device_details", new { device, agent_id = AgentId, host });

    /// <summary>Reports that the port is ready: Neutron makes it active.</summary>
    public Task UpdateDeviceUpAsync(string device) =>
        _plugin.CallAsync(Context, "update_device_up", new { device, agent_id = AgentId, host });
}
