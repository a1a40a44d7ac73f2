using System.Runtime.InteropServices;
using Messaging;
using Messaging.Drivers.Rabbit;
using OpenStackSample;

if (args is not [var url, var host])
{
    Console.Error.WriteLine("Usage: OpenStack URL HOST: the transport URL of Neutron, and the name of the agent's host.");
    return 2;
}

RabbitDriver.Register();
try
{
    // Neutron sets this exchange in its code, not in its configuration file. On any other exchange, nobody would hear us.
    await using var transport = await Transport.OpenAsync(url, new TransportOptions { ControlExchange = "neutron" });
    var neutron = new NeutronServer(transport, host);
    await using var notifications = new NotificationListener(transport, "notifications", new NotificationPrinter());
    await notifications.StartAsync();
    await using var agent = await Agent.StartAsync(transport, neutron, host);

    Console.WriteLine($"Neutron answers to report_state: {await neutron.ReportStateAsync(isStart: true)}");
    Console.WriteLine($"Neutron answers to report_state: {await neutron.ReportStateAsync(isStart: false)}");
    Console.WriteLine("The agent is ready.");
    await StopSignalAsync();
    return 0;
}
catch (MessagingException e)
{
    // The message of every error of the library says what is wrong and what to do.
    Console.Error.WriteLine(e.Message);
    return 1;
}

static async Task StopSignalAsync()
{
    var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    await stop.Task;

    void OnSignal(PosixSignalContext signal) => signal.Cancel = stop.TrySetResult();
}
