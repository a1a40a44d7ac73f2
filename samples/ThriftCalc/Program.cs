using System.Globalization;
using System.Runtime.InteropServices;
using Messaging;
using Messaging.Drivers.Thrift;
using ThriftCalc;

const string Usage = """
    serve --url thrift://127.0.0.1:9090                  serves calc.thrift in whatever protocol clients speak, until Ctrl+C
    call  --url thrift://127.0.0.1:9090 add a=1 b=2      calls a method of any server of calc.thrift and prints the result
    cast  --url thrift://127.0.0.1:9090 record text=hi   the same for a oneway method, which has no result
    """;

ThriftDriver.Register();
var service = ThriftService.Load(Path.Combine(AppContext.BaseDirectory, "calc.thrift"));
var options = new TransportOptions { DriverOptions = new ThriftOptions { Services = { ["calc"] = service } } };
if (args is not [var command and ("serve" or "call" or "cast"), "--url", var url, .. var rest] || (command != "serve" && rest.Length == 0))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

try
{
    await using var transport = await Transport.OpenAsync(url, options);
    if (command == "serve")
    {
        await ServeAsync(transport);
        return 0;
    }

    var client = new RpcClient(transport, new Target { Topic = "calc" });
    var arguments = rest[1..].Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Read(pair[^1]));
    if (command == "cast")
    {
        await client.CastAsync(null, rest[0], arguments);
        return 0;
    }

    Console.WriteLine(await client.CallAsync(null, rest[0], arguments));
    return 0;
}
catch (MessagingException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static async Task ServeAsync(Transport transport)
{
    var stop = new TaskCompletionSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await using var server = new RpcServer(
        transport, new Target { Topic = "calc", Server = Environment.MachineName }, new RpcServerOptions(), new Calculator());
    await server.StartAsync();
    Console.WriteLine("ready");
    await stop.Task;

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.TrySetResult();
    }
}

// Reads numbers as numbers, and everything else as text.
static RpcValue Read(string text) =>
    long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
    : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
    : text;
