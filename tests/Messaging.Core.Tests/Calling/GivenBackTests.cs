namespace Messaging.Core.Tests.Calling;

/// <summary>A call that a stopping server left to its caller is sent again. That it runs elsewhere then is seen on RabbitMQ.</summary>
public sealed class GivenBackTests : IAsyncLifetime
{
    private readonly Stopping _stopping = new();
    private Transport _transport = null!;
    private RpcServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _transport = await Transport.OpenAsync("memory://given-back");
        _server = new RpcServer(_transport, new Target { Topic = "t", Server = "s" }, RpcEndpoint.FromObject(_stopping));
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _transport.DisposeAsync();
    }

    [Fact]
    public async Task It_is_sent_again_until_a_server_runs_it()
    {
        _stopping.Times = 3;

        Assert.Equal(4, await Client().CallAsync<int>("run"));
    }

    [Fact]
    public async Task One_that_is_given_back_again_and_again_fails_in_the_end_and_may_be_sent_later()
    {
        _stopping.Times = int.MaxValue;

        var error = await Assert.ThrowsAnyAsync<DeliveryException>(() => Client().CallAsync<int>("run"));

        Assert.True(error.IsTransient);
        Assert.Equal("It has not run.", error.Message);
        Assert.Equal(8, _stopping.Runs);
    }

    private RpcClient Client() => new(_transport, new Target { Topic = "t" });

    /// <summary>Says what a server says that stops.</summary>
    private sealed class Stopping
    {
        public int Times { get; set; }

        public int Runs { get; private set; }

        public int Run() => ++Runs <= Times ? throw new RemoteException("CallGivenBack", "Messaging", "It has not run.") : Runs;
    }
}
