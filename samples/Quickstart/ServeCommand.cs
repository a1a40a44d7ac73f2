using System.Runtime.InteropServices;
using Messaging;

namespace Quickstart;

/// <summary>Serves a topic until it is told to stop, then lets running calls finish.</summary>
internal static class ServeCommand
{
    public static async Task RunAsync(Arguments arguments, Screen screen)
    {
        arguments.Allow("url", "topic", "server", "exchange");
        arguments.NoWords();
        var url = arguments.Required("url");
        var name = arguments.Option("server") ?? Environment.MachineName;
        var target = new Target { Topic = arguments.Topic, Server = name, Exchange = arguments.Option("exchange") };
        using var log = new ScreenLog(screen);

        // HTTP comes to a gateway, and the server behind it may be anywhere: here it is in the same process.
        var isGateway = Gateway.IsFor(url);
        await using var transport = await Opening.OpenAsync(isGateway ? "memory://" : url, log);
        await using var server = new RpcServer(transport, target, new Calculator(), new Desk(name, text => screen.Line("server", text)));
        await server.StartAsync();
        await using var gateway = isGateway
            ? await Gateway.StartAsync(TransportUrl.Parse(url), transport, target.Topic!, target.Exchange, log)
            : null;
        screen.Line("ready", $"{target}, at {TransportUrl.Parse(url)}. Ctrl+C stops.");

        await StopSignalAsync();

        screen.Line("stopping", "Running calls finish first.");
        if (gateway is not null)
        {
            await gateway.StopAsync();
        }

        await server.StopAsync();
        screen.Line("stopped", $"{target}");
    }

    /// <summary>Ends at the first Ctrl+C or SIGTERM. A second one ends the process as ever.</summary>
    private static async Task StopSignalAsync()
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        await stop.Task;

        void OnSignal(PosixSignalContext signal) => signal.Cancel = stop.TrySetResult();
    }
}
