using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Soak.Serving;

/// <summary>The program in the role of a server of the load, in a process that can be killed: <c>serve URL TOPIC NAME LIFE FILE</c>.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public const string Ready = "ready";

    public static async Task<int> RunAsync(string url, string topic, string server, ushort life, string file)
    {
        using var runs = RunFile.Write(file);
        await using var transport = await Lines.OpenAsync(url, server, NullLoggerFactory.Instance);
        await using var work = new WorkServer(transport, topic, server, life, runs);
        await work.StartAsync();
        Console.WriteLine(Ready);
        var end = new TaskCompletionSource();
        using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                end.TrySetResult();
            });
        await end.Task;
        return 0;
    }
}
