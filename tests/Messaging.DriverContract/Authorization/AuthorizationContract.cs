namespace Messaging.DriverContract;

/// <summary>Who may not call a method does not, whatever serves it.</summary>
public abstract class AuthorizationContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private static readonly RpcContext Ann = new() { ["roles"] = "staff" };
    private static readonly RpcContext Bob = new() { ["roles"] = "staff,owner" };

    private static readonly RpcMethod Guarded = RpcMethod.Create(
        "echo", [new RpcParameter("value", typeof(string))], call => ValueTask.FromResult(call.Argument<string>("value"))).WithPolicies("own");

    private readonly Vault _vault = new();

    [ContractFact]
    public async Task Marks_of_the_contract_and_of_the_member_both_count()
    {
        var vault = await OpenAsync(ByRole);

        Assert.Equal("read", await vault.With(context: Ann).ReadAsync());
        Assert.Equal("open", await vault.With(context: Bob).OpenAsync());
        var error = await Assert.ThrowsAsync<NotAuthorizedException>(() => vault.With(context: Ann).OpenAsync());
        Assert.Equal("open", error.Method);
        Assert.Contains("the policy 'owner', which is not met", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
        await Assert.ThrowsAsync<NotAuthorizedException>(() => vault.ReadAsync());
        Assert.Equal(["read", "open"], _vault.Came.Entries);
    }

    [ContractFact]
    public async Task A_cast_that_is_refused_does_not_run()
    {
        var vault = await OpenAsync(ByRole);

        await vault.EmptyAsync();
        await Log.WaitForAsync("CallRefused");
        await vault.With(context: Ann).ReadAsync();

        Assert.Equal(["read"], _vault.Came.Entries);
    }

    [ContractFact]
    public async Task Methods_of_an_object_are_marked_alike()
    {
        await ServeAsync((call, policy) => policy.Length == 0 && call.Context["user"].GetString() == "ann", new Safe());
        var client = await ClientAsync();

        Assert.Equal(1, await client.CallAsync<int>(null, "look"));
        Assert.Equal(2, await client.CallAsync<int>(new RpcContext { ["user"] = "ann" }, "turn"));
        var error = await Assert.ThrowsAsync<NotAuthorizedException>(() => client.CallAsync<int>(null, "turn"));
        Assert.Contains("the default policy", error.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Who_decides_sees_the_arguments()
    {
        await ServeAsync(
            (call, _) => call.Argument<string>("value") == "mine",
            new RpcEndpoint([Guarded]));
        var client = await ClientAsync();

        Assert.Equal("mine", await client.CallAsync<string>(null, "echo", new { value = "mine" }));
        await Assert.ThrowsAsync<NotAuthorizedException>(() => client.CallAsync<string>(null, "echo", new { value = "yours" }));
    }

    [ContractFact]
    public async Task A_decision_that_fails_lets_nobody_in()
    {
        Log.Expect("MethodFailed");
        var vault = await OpenAsync((_, _) => throw new InvalidOperationException("the secret list is gone"));

        var error = await Assert.ThrowsAsync<NotAuthorizedException>(() => vault.With(context: Bob).ReadAsync());

        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Contains("could not be determined", error.Message, StringComparison.Ordinal);
        Assert.Empty(_vault.Came.Entries);
    }

    [ContractFact]
    public async Task Without_anybody_to_decide_the_server_does_not_start()
    {
        var error = await Assert.ThrowsAsync<InvalidEndpointException>(() => ServeAsync(RpcEndpoint.For<IVault>(_vault)));

        Assert.Contains("the policy 'staff' ([RpcAuthorize]), and the server has no authorizer to decide", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidEndpointException>(() => ServeAsync(new Safe()));
    }

    [ContractFact]
    public async Task A_contract_that_is_served_as_an_object_keeps_its_marks()
    {
        await ServeAsync(ByRole, _vault);
        var vault = (await ClientAsync()).As<IVault>();

        Assert.Equal("open", await vault.With(context: Bob).OpenAsync());
        await Assert.ThrowsAsync<NotAuthorizedException>(() => vault.With(context: Ann).OpenAsync());
        await Assert.ThrowsAsync<NotAuthorizedException>(() => vault.ReadAsync());
    }

    private static bool ByRole(RpcInvocation call, string policy) =>
        call.Context["roles"].GetString()?.Split(',').Contains(policy) ?? false;

    private async Task<IVault> OpenAsync(Func<RpcInvocation, string, bool> decide)
    {
        await ServeAsync(decide, RpcEndpoint.For<IVault>(_vault));
        return (await ClientAsync()).As<IVault>();
    }

    private Task ServeAsync(Func<RpcInvocation, string, bool> decide, object endpoint) =>
        ServeAsync("server-1", new RpcServerOptions { Authorizer = new Clerk(decide) }, endpoint);
}
