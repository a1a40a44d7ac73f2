using Messaging.Drivers.Amqp1.Tests.OnBroker;
using Messaging.Drivers.Amqp1.Tests.Support;
using Messaging.TestKit;

[assembly: AssemblyFixture(typeof(ContractBroker))]

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>
/// The broker that the tests of this project share: a RabbitMQ of our own where it is one that speaks AMQP 1.0 itself (4.0), else a broker in
/// this process that has the same addresses.
/// </summary>
public sealed class ContractBroker : IAsyncLifetime
{
    private RabbitBroker? _rabbit;
    private ProcessBroker? _process;

    /// <summary>The port of 127.0.0.1 on which it speaks AMQP.</summary>
    public int Port => _rabbit?.Port ?? _process!.Port;

    /// <summary>The URL of its virtual host <c>/</c>.</summary>
    public string Url => $"amqp1://guest:guest@127.0.0.1:{Port}/";

    /// <summary>The RabbitMQ, for tests that need one.</summary>
    internal RabbitBroker Rabbit => _rabbit ?? throw new InvalidOperationException("The tests run on the broker in this process.");

    /// <summary>Deletes a queue by hand, with what waits there.</summary>
    public Task DeleteQueueAsync(string name)
    {
        _process?.Manage("DELETE", "/queues/" + Uri.EscapeDataString(name), null);
        return _rabbit?.DeleteQueueAsync(name) ?? Task.CompletedTask;
    }

    public async ValueTask InitializeAsync()
    {
        if (RabbitNode.InstalledVersion >= new Version(4, 0))
        {
            _rabbit = await RabbitBroker.LaunchAsync();
        }
        else
        {
            _process = new ProcessBroker();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process?.Dispose();
        await (_rabbit?.DisposeAsync() ?? default);
    }
}
