using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Credentials that a provider gives: passwords that change while everything runs, and providers that fail.</summary>
public sealed class CredentialTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const string First = "f1rst-s3cret";
    private const string Second = "s3cond-s3cret";
    private volatile string _password = First;

    private string User => Topic;

    private string Url => $"rabbit://{User}@127.0.0.1:{Node.Port}/";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Assert.All(Log.Entries, e => Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_password_is_used_at_the_next_connection_and_everything_goes_on()
    {
        await Node.AddUserAsync(User, First);
        var calculator = new Calculator();
        var transport = await OpenAsync(Url, Provider());
        await ServeAsync(transport, calculator);
        var waiting = Client(transport, 120).CallAsync<int>(null, "park", new { value = 5 }, Token);
        await calculator.WaitForAsync("parked 5");

        await Node.RunCtlAsync("change_password", User, Second);
        _password = Second;
        await CloseConnectionsAsync();

        await ConnectedAsync(times: 2, "publish");
        await ConnectedAsync(times: 2, "consume");
        Assert.Equal(3, await Client(transport).With(idempotent: true).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        calculator.Release();
        Assert.Equal(5, await waiting);
    }

    [Fact]
    public async Task While_the_provider_lags_behind_calls_fail_with_the_reason_and_then_it_heals_by_itself()
    {
        Log.Expect(5004);
        await Node.AddUserAsync(User, First);
        var transport = await OpenAsync(Url, Provider());
        await ServeAsync(transport, new Calculator());
        await Node.RunCtlAsync("change_password", User, Second);
        await CloseConnectionsAsync();
        await Log.WaitForAsync(e => e.EventId.Id == 5004 && e.ToString().Contains("publish", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(
            () => Client(transport, 600).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains($"refused user '{User}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("RabbitOptions.Credentials", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);

        _password = Second;
        await ConnectedAsync(times: 2, "publish");
        await ConnectedAsync(times: 2, "consume");
        Assert.Equal(3, await Client(transport).With(idempotent: true).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task A_password_that_changes_between_the_question_and_the_login_is_asked_for_again_at_once()
    {
        await Node.AddUserAsync(User, Second);
        var asked = 0;
        await OpenAsync(Url, Provider(_ => new(new RabbitCredentials(Interlocked.Increment(ref asked) == 1 ? First : Second))));
        Assert.Equal(3, asked);
        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id == 5004);
    }

    [Fact]
    public async Task The_providers_user_replaces_that_of_the_URL()
    {
        await Node.AddUserAsync(User, First);
        var provider = Provider(_ => new(new RabbitCredentials(User, First)));
        provider.ConnectionName = Topic;
        await OpenAsync($"rabbit://somebody:else@127.0.0.1:{Node.Port}/", provider);
        var users = (await Node.ListAsync("connections", "user")).Select(c => c.GetProperty("user").GetString());
        Assert.Contains(User, users);
    }

    [Fact]
    public async Task A_provider_that_fails_blocks_hangs_or_says_nothing_is_named_in_the_error()
    {
        await FailsAsync(_ => throw new InvalidOperationException("the vault is sealed"), "failed (InvalidOperationException): the vault is sealed");
        await FailsAsync(_ => ValueTask.FromException<RabbitCredentials>(new TimeoutException("late")), "failed (TimeoutException): late");
        await FailsAsync(_ => new(default(RabbitCredentials)!), "returned null");
        await FailsAsync(_ => new(new RabbitCredentials("")), "failed (ArgumentException)");
        using var never = new SemaphoreSlim(0);
        var forgetful = new TaskCompletionSource<RabbitCredentials>();
        await FailsAsync(_ => new(forgetful.Task), "did not answer within 1 s (RabbitOptions.Recovery.HostTimeout)", seconds: 1);
        await FailsAsync(async token => (await never.WaitAsync(-1, token)).ToString() is var s ? new(s) : null!, "within 1 s", seconds: 1);
        await FailsAsync(
            _ =>
            {
                never.Wait(Token);
                return new(new RabbitCredentials(First));
            },
            "did not answer within 1 s",
            seconds: 1);
        forgetful.SetResult(new RabbitCredentials(First));
        never.Release();
    }

    [Fact]
    public async Task Calls_wait_for_a_provider_that_fails_for_a_while()
    {
        await Node.AddUserAsync(User, First);
        var asked = 0;
        await using var transport = Transport.Create(Url, Options(Provider(
            _ => Interlocked.Increment(ref asked) < 4 ? throw new IOException("the vault restarts") : new(new RabbitCredentials(First)))));
        await Client(transport).CastAsync(null, "note", new { text = "x" }, Token);
        Assert.Contains(Log.Entries, e => e.EventId.Id == 5003 && e.Message.Contains("the vault restarts", StringComparison.Ordinal));

        await using var never = Transport.Create(Url, Options(Provider(_ => throw new IOException("the vault burnt down"))));
        await Assert.ThrowsAsync<DeliveryException>(() => Client(never, 1).CastAsync(null, "note", new { text = "x" }, Token));
        await Log.WaitForAsync(e => e.EventId.Id == 5003 && e.Message.Contains("burnt down", StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<CallTimeoutException>(
            () => Client(never, 1).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains("the vault burnt down", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_that_expire_are_renewed_on_the_living_connection()
    {
        await Node.AddUserAsync(User, First);
        var asked = 0;
        var provider = Provider(_ => Interlocked.Increment(ref asked) switch
        {
            <= 2 => new(new RabbitCredentials(First) { ValidFor = TimeSpan.FromSeconds(1) }),
            <= 4 => throw new IOException("the vault restarts"),
            _ => new(new RabbitCredentials(Second)),
        });
        var transport = await OpenAsync(Url, provider);
        await ServeAsync(transport, new Calculator());
        await Log.WaitForAsync(e => e.EventId.Id == 5010 && e.Message.Contains("the vault restarts", StringComparison.Ordinal));
        await Log.WaitForAsync("CredentialsRenewed");
        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id == 5002);
    }

    [Fact]
    public async Task A_user_that_changes_takes_a_new_connection()
    {
        await Node.AddUserAsync(User, First);
        await Node.AddUserAsync(User + "2", Second);
        var asked = 0;
        var provider = Provider(_ => Interlocked.Increment(ref asked) <= 2
            ? new(new RabbitCredentials(First) { ValidFor = TimeSpan.FromSeconds(1) }) : new(new RabbitCredentials(User + "2", Second)));
        var transport = await OpenAsync(Url, provider);
        await Log.WaitForAsync(e => e.EventId.Id == 5002 && e.Message.Contains("its user changed", StringComparison.Ordinal));
        await ConnectedAsync(times: 2, "publish");
        await ServeAsync(transport, new Calculator());
        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public void Credentials_show_no_password()
    {
        Assert.DoesNotContain(First, new RabbitCredentials(First).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(First, new RabbitCredentials("ada", First).ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RabbitCredentials(First) { ValidFor = TimeSpan.Zero });
        Assert.Throws<ArgumentException>(() => new RabbitCredentials("", First));
    }

    private RabbitOptions Provider(Func<CancellationToken, ValueTask<RabbitCredentials>>? provider = null) =>
        new() { Credentials = provider ?? (_ => new(new RabbitCredentials(_password))) };

    private async Task FailsAsync(Func<CancellationToken, ValueTask<RabbitCredentials>> provider, string what, int seconds = 60)
    {
        var options = Provider(provider);
        options.Recovery.HostTimeout = TimeSpan.FromSeconds(seconds);
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => Transport.OpenAsync(Url, Options(options), Token));
        Assert.True(error.IsTransient);
        Assert.Contains($"127.0.0.1:{Node.Port}", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains("RabbitOptions.Credentials", error.Message, StringComparison.Ordinal);
    }

    private Task CloseConnectionsAsync() => Node.RunCtlAsync("close_all_user_connections", User, "rotated");

    private Task ConnectedAsync(int times, string purpose)
    {
        var seen = 0;
        return Log.WaitForAsync(e => e.EventId.Id == 5001 && e.Message.Contains(purpose, StringComparison.Ordinal) && ++seen == times);
    }
}
