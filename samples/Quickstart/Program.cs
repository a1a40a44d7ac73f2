using Messaging;
using Messaging.Drivers.Amqp1;
using Messaging.Drivers.Http;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.Thrift;
using Messaging.Drivers.ZeroMq;
using Quickstart;

// memory:// is always there; every other driver is registered by its own package.
RabbitDriver.Register();
ZeroMqDriver.Register();
Amqp1Driver.Register();
HttpDriver.Register();
ThriftDriver.Register();

var screen = new Screen();
try
{
    var arguments = Arguments.Parse(args);
    switch (arguments.Command)
    {
        case "tour":
            await Tour.RunAsync(arguments, screen);
            return 0;
        case "serve":
            await ServeCommand.RunAsync(arguments, screen);
            return 0;
        case "call":
            await CallCommand.RunAsync(arguments);
            return 0;
        case "keys":
            KeysCommand.Run(arguments, screen);
            return 0;
        default:
            screen.Help(asked: true);
            return 0;
    }
}
catch (UsageException e)
{
    screen.Error(e.Message);
    screen.Help(asked: false);
    return 2;
}
catch (MessagingException e)
{
    // Every error of the library says in its message what is wrong and what to do.
    screen.Error(e.Message);
    return 1;
}
