using System.Diagnostics.CodeAnalysis;
using Messaging.Drivers;

#pragma warning disable RPC0025 // What is ambiguous is here for that.

namespace Messaging.Core.Tests.Dispatching;

/// <summary>Of methods that hide or override one another the most derived one is served; what stays ambiguous is told apart.</summary>
[SuppressMessage("Design", "CA1034", Justification = "A collection of specimens.")]
public abstract class VisibleMethodsTests
{
    [Theory]
    [InlineData("hidden", "2")]
    [InlineData("give", "\"derived\"")]
    [InlineData("deep", "3")]
    [InlineData("same", "\"new\"")]
    [InlineData("plain", "\"override\"")]
    [InlineData("to_string", "\"hides that of the platform\"")]
    [InlineData("given.name", "\"narrower\"")]
    public async Task The_most_derived_method_is_served(string method, string result)
    {
        await using var transport = await Transport.OpenAsync("memory://visible", new TransportOptions { Drivers = new DriverRegistry() });
        await using var server = new RpcServer(transport, new Target { Topic = "t", Server = "s" }, Make(new Derived()));
        await server.StartAsync();

        Assert.Equal(RpcValue.Parse(result), await new RpcClient(transport, new Target { Topic = "t" }).CallAsync(null, method));
    }

    [Fact]
    public void A_mark_counts_for_the_method_that_overrides_with_a_narrower_result_and_not_for_one_that_hides() =>
        Assert.Equal(["marked"], Make(new DerivedMarked()).Methods.Select(method => method.Name));

    [Fact]
    public void What_is_truly_ambiguous_is_refused_with_both_signatures()
    {
        var error = Assert.Throws<InvalidEndpointException>(() => Make(new Ambiguous()));

        Assert.Contains($"System.Int32 {typeof(AmbiguousBase)}.Sum(System.Int32)", error.Message, StringComparison.Ordinal);
        Assert.Contains($"System.Int32 {typeof(Ambiguous)}.Sum(System.Int64)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notification_comes_to_the_most_derived_method_only()
    {
        var listener = new DerivedListener();
        await using var transport = await Transport.OpenAsync("memory://visible", new TransportOptions { Drivers = new DriverRegistry() });
        await using var listening = new NotificationListener(transport, "n", listener);
        await listening.StartAsync();

        await new Notifier(transport, new NotifierOptions { Topics = ["n"], PublisherId = "p", ThrowOnFailure = true }).InfoAsync(null, "e");

        Assert.Equal("derived", await listener.Came.WaitForAsync(_ => true, "the notification"));
        await listening.StopAsync();
        Assert.Single(listener.Came.Entries);
    }

    /// <summary>The endpoint of an object.</summary>
    protected abstract RpcEndpoint Make(object instance);

    public abstract class Base
    {
        public string Hidden() => "base";

        public abstract object Give();

        public string Deep() => "base";

        public string Same() => "base";

        public virtual string Plain() => "base";

        [RpcMethod("given.name")]
        public virtual object Named() => "base";
    }

    public class Middle : Base
    {
        public override object Give() => "middle";

        public new double Deep() => 2.5;
    }

    [RpcEndpoint]
    public sealed class Derived : Middle
    {
        public new int Hidden() => 2;

        public override string Give() => "derived";

        public new int Deep() => 3;

        public new string Same() => "new";

        public override string Plain() => "override";

        public override string Named() => "narrower";

        public new string ToString() => "hides that of the platform";
    }

    public class BaseMarked
    {
        [RpcMethod]
        public virtual object Marked() => 1;

        [RpcMethod]
        public string Hidden() => "base";
    }

    [RpcEndpoint(Exposure = RpcExposure.MarkedMethods)]
    public sealed class DerivedMarked : BaseMarked
    {
        public override string Marked() => "derived";

        public new int Hidden() => 2;
    }

    public class AmbiguousBase
    {
        public int Sum(int a) => a;
    }

    [RpcEndpoint]
    public sealed class Ambiguous : AmbiguousBase
    {
        public int Sum(long a) => (int)a;
    }

    public class BaseListener
    {
        public Journal<string> Came { get; } = new();

        public NotificationResult Info()
        {
            Came.Add("base");
            return NotificationResult.Handled;
        }
    }

    public sealed class DerivedListener : BaseListener
    {
        public new void Info() => Came.Add("derived");
    }
}
