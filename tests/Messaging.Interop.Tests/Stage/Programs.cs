using System.Diagnostics;

namespace Messaging.Interop.Tests.Stage;

/// <summary>The command lines of the peers.</summary>
internal static class Programs
{
    public static ProcessStartInfo Dotnet(params IEnumerable<string> arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "DotnetPeer.dll"), .. arguments]);

    /// <summary>A program of one side: what is <c>oslo_server.py</c> there is <c>server</c> here.</summary>
    public static ProcessStartInfo Of(Side side, string program, params IEnumerable<string> arguments) =>
        side == Side.Python ? PythonPeer.Command($"oslo_{program}.py", arguments) : Dotnet([program, .. arguments]);

    /// <summary>
    /// The same place in Python's words: the virtual host "/" is written out, and a broker that denies transient queues has to be told to
    /// Python, which does not find out by itself.
    /// </summary>
    public static string PythonUrl(string url) => (url.EndsWith('/') ? url + "/" : url)
        + (RabbitBroker.PermitsTransientQueues ? "" : "?amqp_durable_queues=true&rabbit_transient_quorum_queue=true");
}
