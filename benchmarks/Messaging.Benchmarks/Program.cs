using Messaging;
using Messaging.Benchmarks;
using Messaging.Benchmarks.Apart;
using Messaging.Benchmarks.Growth;
using Messaging.Benchmarks.Micro;
using Messaging.Benchmarks.Reporting;
using Messaging.Drivers.Amqp1;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.Thrift;
using Messaging.Drivers.ZeroMq;

if (MachineFacts.IsDebug)
{
    Console.Error.WriteLine("This is a Debug build: its figures mean nothing. Use ./bench.sh, or dotnet run -c Release.");
}

try
{
    if (args.Contains("--micro"))
    {
        MicroBenchmarks.Run([.. args.Where(word => word != "--micro")]);
        return 0;
    }

    RabbitDriver.Register();
    ZeroMqDriver.Register();
    Amqp1Driver.Register();
    ThriftDriver.Register();
    if (args is [ServerRole.Option, ..])
    {
        await ServerRole.RunAsync(args[1..]);
        return 0;
    }

    if (args.Contains(GrowthArguments.Option) && !args.Contains("--help"))
    {
        await GrowthRun.RunAsync(GrowthArguments.Parse(args));
        return 0;
    }

    var arguments = Arguments.Parse(args);
    if (arguments.ShowHelp)
    {
        Console.WriteLine(HelpText.Text);
        return 0;
    }

    await RoundTrip.RunAsync(arguments);
    return 0;
}
catch (Exception e) when (e is ArgumentException or MessagingException or IOException or InvalidOperationException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
