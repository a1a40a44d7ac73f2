using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Messaging.Hosting.Tests.Running;

/// <summary>What serves may be made for each call, with all that it needs, and is over with the call.</summary>
public abstract class ScopeTests(ITestOutputHelper output) : IDisposable
{
    private readonly LogCapture _log = new(output);
    private readonly Journal<string> _journal = new();
    private readonly Journal<DetachedReply> _open = new();

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _log.VerifyNoErrors();
    }

    [Fact]
    public async Task Each_call_has_its_own_which_is_over_before_the_caller_goes_on()
    {
        using var host = await StartAsync();
        var ledger = host.Services.GetRequiredService<ILedger>();

        var first = await ledger.EnterAsync("a");
        Assert.Equal(["ledger over", $"over {first}"], _journal.Entries);
        var second = await ledger.EnterAsync("b");

        Assert.NotEqual(first, second);
        Assert.Equal(4, _journal.Entries.Count);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_call_that_fails_and_a_cast_end_theirs_too()
    {
        _log.Expect("MethodFailed");
        using var host = await StartAsync();
        var ledger = host.Services.GetRequiredService<ILedger>();

        await Assert.ThrowsAsync<RemoteException>(() => ledger.FailAsync());
        Assert.Equal(2, _journal.Entries.Count);
        await ledger.NoteAsync("noted");
        await host.StopAsync();

        Assert.Equal("noted", _journal.Entries[2]);
        Assert.Equal(5, _journal.Entries.Count);
    }

    [Fact]
    public async Task What_fails_at_its_end_is_told_to_the_caller()
    {
        _log.Expect("MethodFailed");
        using var host = await StartAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => host.Services.GetRequiredService<ILedger>().EnterAsync("broken"));

        Assert.Equal("the session cannot be ended", error.RemoteMessage);
        await host.StopAsync();
    }

    [Fact]
    public async Task Of_a_detached_call_it_lives_until_the_reply()
    {
        using var host = await StartAsync();
        var later = host.Services.GetRequiredService<ILedger>().LaterAsync();
        var handle = await _open.WaitForAsync(_ => true, "the detached call");

        await host.Services.GetRequiredService<ILedger>().EnterAsync("between");
        Assert.Equal(2, _journal.Entries.Count);
        await handle.ReplyAsync("this");

        Assert.Equal("this", await later);
        Assert.Equal(4, _journal.Entries.Count);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_transient_class_is_made_for_each_call()
    {
        using var host = await StartAsync(services => services.AddTransient<Ledger>());
        var ledger = host.Services.GetRequiredService<ILedger>();

        Assert.NotEqual(await ledger.EnterAsync("a"), await ledger.EnterAsync("b"));
        Assert.Equal(4, _journal.Entries.Count);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_singleton_stays_one()
    {
        using var host = await StartAsync(services => services.AddSingleton<Ledger>().AddSingleton<Session>());
        var ledger = host.Services.GetRequiredService<ILedger>();

        Assert.Equal(await ledger.EnterAsync("a"), await ledger.EnterAsync("b"));
        Assert.Empty(_journal.Entries);
        await host.StopAsync();
    }

    [Fact]
    public async Task What_cannot_be_made_is_the_failure_of_the_call()
    {
        _log.Expect("MethodFailed");
        using var host = await StartAsync(services => services.AddScoped<Session>(_ => throw new InvalidOperationException("no database")));

        var error = await Assert.ThrowsAsync<RemoteException>(() => host.Services.GetRequiredService<ILedger>().EnterAsync("a"));

        Assert.Equal("no database", error.RemoteMessage);
        await host.StopAsync();
    }

    protected abstract void AddServer(IMessagingBuilder messaging);

    private Task<IHost> StartAsync(Action<IServiceCollection>? before = null) => TestHost.StartAsync(_log, services =>
    {
        before?.Invoke(services);
        services.TryAddScoped<Session>();
        services.AddSingleton(_journal).AddSingleton(_open);
        var messaging = services.AddMessaging(TestHost.NewUrl()).AddClient<ILedger>();
        AddServer(messaging);
    });
}
