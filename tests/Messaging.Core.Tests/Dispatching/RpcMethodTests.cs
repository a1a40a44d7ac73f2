namespace Messaging.Core.Tests.Dispatching;

/// <summary>Methods that are described by hand.</summary>
public sealed class RpcMethodTests
{
    [Fact]
    public void Expected_exceptions_and_policies_are_set_one_beside_the_other()
    {
        var method = RpcMethod.Create("add", [new RpcParameter("a", typeof(int))], call => ValueTask.FromResult(call.Argument<int>("a")));

        var marked = method.WithPolicies("own").WithExpectedExceptions(typeof(IOException));

        Assert.Equal(("add", "a"), (marked.Name, Assert.Single(marked.Parameters).Name));
        Assert.Equal(["own"], marked.Policies);
        Assert.Equal([typeof(IOException)], marked.ExpectedExceptions);
        Assert.Equal(["own"], marked.WithExpectedExceptions().WithPolicies("own").Policies);
        Assert.Empty(method.ExpectedExceptions);
    }
}
