using System.CommandLine;
using DotnetPeer.Commands;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.ZeroMq;

RabbitDriver.Register();
ZeroMqDriver.Register();
var root = new RootCommand("The .NET side of interop tests: what the Python programs beside it do, with the same options and output.")
{
    ServerCommand.Create(),
    ClientCommand.Create(),
    NotifyCommand.Create(),
    ListenCommand.Create(),
    DriveCommand.Create(),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) });
