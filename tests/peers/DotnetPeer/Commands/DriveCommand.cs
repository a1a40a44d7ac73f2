using System.CommandLine;
using DotnetPeer.Driving;

namespace DotnetPeer.Commands;

/// <summary><c>drive</c>: what oslo_driver.py does, one JSON object a line on standard input and as many answers.</summary>
internal static class DriveCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command("drive", "Does what the lines of standard input say, and ends with them.");
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var driver = new Driver(common.Url(parsed), common.Verbose(parsed));
            Output.Emit(new Dictionary<string, object?> { ["event"] = "ready" });
            var running = new List<Task>();
            while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
            {
                running.RemoveAll(task => task.IsCompletedSuccessfully);
                running.Add(Task.Run(() => driver.RunAsync(line), CancellationToken.None));
            }

            // As its Python twin: who closes the input waits for nothing any more.
            return 0;
        });
        return command;
    }
}
