using System.Globalization;
using System.Runtime.InteropServices;
using Messaging.Soak.Hostile;
using Messaging.Soak.Serving;
using Messaging.Soak.Soaking;

if (args is [ServeCommand.Name, var url, var topic, var server, var life, var file])
{
    return await ServeCommand.RunAsync(url, topic, server, ushort.Parse(life, CultureInfo.InvariantCulture), file);
}

if (args is [HostileServer.Name, var rabbit, var port, var plainPort])
{
    return await HostileServer.RunAsync(
        rabbit, int.Parse(port, CultureInfo.InvariantCulture), int.Parse(plainPort, CultureInfo.InvariantCulture));
}

// The first Ctrl-C ends the run in good order; the nodes that run are stopped.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var arguments = Arguments.Parse(args);
    if (arguments.ShowHelp)
    {
        Console.WriteLine(Arguments.Help);
        return 0;
    }

    var kept = arguments.IsHostile
        ? await new HostileRun(arguments.Time, Console.Out, stop.Token).RunAsync()
        : await new SoakRun(arguments, Console.Out, stop.Token).RunAsync();
    Console.WriteLine(kept ? "\nEvery promise was kept." : "\nA PROMISE WAS BROKEN.");
    return kept ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("\nInterrupted: the account was not settled.");
    return 130;
}
catch (Exception e) when (e is ArgumentException or InvalidOperationException or TimeoutException or Messaging.MessagingException)
{
    Console.Error.WriteLine(e.Message);
    return e is ArgumentException ? 2 : 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
