namespace Messaging.Core.Tests.Serving;

/// <summary>A body that is written by hand knows more of its arguments than their types say.</summary>
public sealed class RefusedArgumentsTests
{
    [Fact]
    public async Task Arguments_that_a_body_refuses_are_invalid_for_the_caller_and_no_failure_of_the_method()
    {
        using var log = new LogCapture(TestContext.Current.TestOutputHelper);
        await using var transport = await Transport.OpenAsync(
            $"memory://{Guid.NewGuid():N}", new TransportOptions { LoggerFactory = log, CallTimeout = WaitLimit.Default });
        var root = RpcMethod.Create("root", [new RpcParameter("of", typeof(double))], call =>
            call.Argument<double>("of") is >= 0 and var of ? new ValueTask<double>(Math.Sqrt(of)) : throw call.RefuseArguments("'of' is not less than 0."));
        await using var server = RpcServer.Create(transport, new Target { Topic = "t", Server = "s" }, [new RpcEndpoint([root])]);
        await server.StartAsync();
        var client = new RpcClient(transport, new Target { Topic = "t" });

        Assert.Equal(3, await client.CallAsync<double>("root", new { of = 9 }));
        var refused = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync("root", new { of = -9 }));

        Assert.Equal(("root", "'of' is not less than 0."), (refused.Method, refused.Message));
        log.VerifyNoErrors();
    }
}
