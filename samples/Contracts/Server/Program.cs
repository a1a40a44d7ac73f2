using System.Runtime.InteropServices;
using Contracts;
using Messaging;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.ZeroMq;
using Server;

if (args is not ["--url", var url])
{
    Console.Error.WriteLine("Usage: Server --url rabbit://guest:guest@localhost:5672/   or   --url zmq://127.0.0.1:5555");
    return 2;
}

RabbitDriver.Register();
ZeroMqDriver.Register();
var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    await using var transport = await Transport.OpenAsync(url, new TransportOptions(new JsonPayloadSerializer(StockJson.Default)));
    await using var server = RpcServer.Create(
        transport, new Target { Topic = "stock", Server = Environment.MachineName }, [RpcEndpoint.For<IStock>(new Stock())]);
    await server.StartAsync();
    Console.WriteLine("ready");
    await stop.Task;
    await server.StopAsync();
    return 0;
}
catch (MessagingException e)
{
    // The message of every error of the library says what is wrong and what to do.
    Console.Error.WriteLine(e.Message);
    return 1;
}

void Stop(PosixSignalContext signal) => signal.Cancel = stop.TrySetResult();
