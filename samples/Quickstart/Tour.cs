using System.Threading.Channels;
using Messaging;

namespace Quickstart;

/// <summary>Everything once, in one process: three servers with two endpoints each, and a client that calls, casts, fans out, and meets
/// errors.</summary>
internal static class Tour
{
    private const string Topic = "quickstart";

    public static async Task RunAsync(Arguments arguments, Screen screen)
    {
        arguments.Allow("url");
        arguments.NoWords();
        var heard = Channel.CreateUnbounded<string>();

        // One line to a broker. The URL says which broker, and so which driver.
        await using var transport = await Opening.OpenAsync(arguments.Option("url") ?? "memory://quickstart");
        screen.Line("open", $"{transport.Url}");

        // Three servers share the work of one topic.
        await using var first = await StartServerAsync("node-1");
        await using var second = await StartServerAsync("node-2");
        await using var third = await StartServerAsync("node-3");

        var client = new RpcClient(transport, new Target { Topic = Topic }, new RpcClientOptions { Timeout = TimeSpan.FromSeconds(10) });
        var context = new RpcContext { ["user"] = "zoë" };

        // A call waits for the result.
        var sum = await client.CallAsync<int>(context, "add", new { a = 1, b = 2 });
        screen.Line("call", "add a=1 b=2", $"{sum}");

        // The servers take turns; a call may also name one of them.
        for (var i = 0; i < 3; i++)
        {
            screen.Line("call", "whoami", await client.CallAsync<string>(context, "whoami"));
        }

        screen.Line("call", "whoami, of node-2", await client.With(server: "node-2").CallAsync<string>(context, "whoami"));

        // Without a type the result is a tree, in which what is missing is missing and no null reference.
        var tree = await client.CallAsync(context, "echo", new { value = new { colours = new[] { "red", "green" } } });
        screen.Line("call", "echo, then [\"colours\"][1]", $"{tree["colours"][1]}");
        tree = await client.CallAsync(context, "context");
        screen.Line("call", "context, then [\"user\"]", $"{tree["user"]}");

        // A cast hands work over and goes on.
        await client.CastAsync(context, "record", new { tag = "hello" });
        screen.Line("cast", "record tag=\"hello\"");
        screen.Line("", await HearAsync());

        // A fanout is a cast to every server of the topic.
        await client.With(fanout: true).CastAsync(context, "refresh");
        screen.Line("fanout", "refresh");
        for (var i = 0; i < 3; i++)
        {
            screen.Line("", await HearAsync());
        }

        // A method that throws at the server throws here.
        try
        {
            await client.CallAsync<int>(context, "divide", new { a = 1, b = 0 });
        }
        catch (RemoteException e)
        {
            screen.Failure("error", "divide a=1 b=0", e.Message);
        }

        // A call ends within its timeout, whatever the server does.
        try
        {
            await client.With(timeout: TimeSpan.FromSeconds(0.5)).CallAsync<double>(context, "sleep", new { seconds = 30 });
        }
        catch (CallTimeoutException e)
        {
            screen.Failure("timeout", "sleep seconds=30", e.Message);
        }

        screen.Line("done", "Leaving the block drains the servers and closes the transport.");

        async Task<RpcServer> StartServerAsync(string name)
        {
            var desk = new Desk(name, text => heard.Writer.TryWrite(text));
            var server = new RpcServer(transport, new Target { Topic = Topic, Server = name }, new Calculator(), desk);
            await server.StartAsync();
            screen.Line("serve", $"{name}: {nameof(Calculator)}, {nameof(Desk)}");
            return server;
        }

        Task<string> HearAsync() => heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }
}
