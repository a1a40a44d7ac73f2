using System.Diagnostics.CodeAnalysis;

#pragma warning disable RPC0025 // What cannot be served is here for that.
namespace Messaging.Core.Tests.Dispatching;

/// <summary>A mark [RpcMethod] that cannot be honoured is refused, by reflection and by the compiler alike.</summary>
[SuppressMessage("Design", "CA1034", Justification = "Specimens.")]
public sealed class MisplacedMarkTests
{
    public static TheoryData<object, string, string> Misplaced => new()
    {
        { new OnGetter(), "get_Total", "an accessor" },
        { new OnSetter(), "set_Total", "an accessor" },
        { new OnAutoGetter(), "get_Total", "an accessor" },
        { new OnIndexer(), "get_Item", "an accessor" },
        { new OnEvent(), "add_Changed", "an accessor" },
        { new Inherited(), "get_Total", "an accessor" },
        { new OnStatic(), "Twice", "static" },
        { new OnPrivate(), "Twice", "not public" },
        { new OnInternal(), "Twice", "not public" },
    };

    [Theory]
    [MemberData(nameof(Misplaced), DisableDiscoveryEnumeration = true)]
    public void It_is_refused_with_what_to_do(object endpoint, string method, string what)
    {
        var name = endpoint.GetType().Name;

        var error = Assert.Throws<InvalidEndpointException>(() => RpcEndpoint.FromObject(endpoint));
        var generated = Assert.Throws<InvalidEndpointException>(() => GeneratedEndpointTests.For(endpoint));

        Assert.Equal(
            (name, method, $"{name}.{method} is marked with [RpcMethod] and cannot be served: it is {what}. Write a public instance method, or take the mark away."),
            (error.Endpoint, error.Method, error.Message));
        Assert.Equal((error.Endpoint, error.Method, error.Message), (generated.Endpoint, generated.Method, generated.Message));
    }

    [Fact]
    public void One_on_a_local_function_says_nothing_of_the_class()
    {
        Assert.Equal("work", Assert.Single(RpcEndpoint.FromObject(new WithLocalFunction()).Methods).Name);
        Assert.Equal("work", Assert.Single(GeneratedEndpointTests.For(new WithLocalFunction()).Methods).Name);
    }

    [RpcEndpoint]
    public sealed class OnGetter
    {
        [SuppressMessage("Performance", "CA1822", Justification = "A specimen.")]
        public int Total
        {
            [RpcMethod("total")]
            get => 1;
        }

        public int Work() => 1;
    }

    [RpcEndpoint]
    public sealed class OnSetter
    {
        public int Total
        {
            get;
            [RpcMethod]
            set;
        }

        public int Work() => 1;
    }

    [RpcEndpoint(Exposure = RpcExposure.MarkedMethods)]
    public sealed class OnAutoGetter
    {
        public int Total
        {
            [RpcMethod]
            get;
        }
    }

    [RpcEndpoint]
    public sealed class OnIndexer
    {
        [SuppressMessage("Performance", "CA1822", Justification = "A specimen.")]
        public int this[int index]
        {
            [RpcMethod]
            get => index;
        }
    }

    [RpcEndpoint]
    public sealed class OnEvent
    {
        [SuppressMessage("Performance", "CA1822", Justification = "A specimen.")]
        public event Action Changed
        {
            [RpcMethod]
            add { }
            remove { }
        }
    }

    public class Parent
    {
        public virtual int Total
        {
            [RpcMethod]
            get => 1;
        }
    }

    [RpcEndpoint]
    public sealed class Inherited : Parent
    {
        public override int Total => 2;

        public int Work() => 1;
    }

    [RpcEndpoint]
    public sealed class OnStatic
    {
        [RpcMethod]
        public static int Twice(int number) => 2 * number;

        public int Work() => 1;
    }

    [RpcEndpoint]
    public sealed class OnPrivate
    {
        public int Work() => Twice(1);

        [RpcMethod]
        [SuppressMessage("Performance", "CA1822", Justification = "A specimen.")]
        private int Twice(int number) => 2 * number;
    }

    [RpcEndpoint]
    public sealed class OnInternal
    {
        public int Work() => 1;

        [RpcMethod]
        internal int Twice(int number) => 2 * number;
    }

    [RpcEndpoint]
    public sealed class WithLocalFunction
    {
        public int Work()
        {
            return Twice(1);

            [RpcMethod]
            static int Twice(int number) => 2 * number;
        }
    }
}
