using System.Reflection;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>The table that the compiler makes of a class that is marked [RpcEndpoint]: the same as reflection.</summary>
public sealed class GeneratedEndpointTests : EndpointTableTests
{
    public static TheoryData<object> Good =>
    [
        new Endpoints.OfFramework(), new Endpoints.OfFrameworkMarked(), new Endpoints.Derived(), new Endpoints.Marked(), new Endpoints.Underscored(),
        new Endpoints.Recorded(1), new Endpoints.Parameters(), new Endpoints.Described(), new Endpoints.Guarded(), new VisibleMethodsTests.Derived(),
        new VisibleMethodsTests.DerivedMarked(),
    ];

    public static TheoryData<object> Refused =>
        [.. Broken.Select(row => row.Data.Item1), new Endpoints.MaybeToken(), new Endpoints.Empty(), new Endpoints.NothingMarked(), new Endpoints.BadVersion(), new VisibleMethodsTests.Ambiguous()];

    /// <summary>The endpoint of an object, by the table of its class.</summary>
    internal static RpcEndpoint For(object instance)
    {
        var make = typeof(RpcEndpoint).GetMethod(nameof(RpcEndpoint.For))!.MakeGenericMethod(instance.GetType());
        return (RpcEndpoint)make.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [instance], null)!;
    }

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public void It_is_the_one_that_reflection_makes(object endpoint)
    {
        Assert.Equal(Describe(RpcEndpoint.FromObject(endpoint)), Describe(For(endpoint)));
        Assert.Equal(RpcEndpoint.FromObject(endpoint).LeftOut, For(endpoint).LeftOut);
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_cannot_be_served_is_refused_in_the_same_words(object endpoint)
    {
        var reflected = Assert.Throws<InvalidEndpointException>(() => RpcEndpoint.FromObject(endpoint));
        var generated = Assert.Throws<InvalidEndpointException>(() => For(endpoint));

        Assert.Equal((reflected.Endpoint, reflected.Method, reflected.Message), (generated.Endpoint, generated.Method, generated.Message));
    }

    [Fact]
    public void A_class_without_a_mark_has_no_table() =>
        Assert.Contains("the class with [RpcEndpoint]", Assert.Throws<InvalidOperationException>(() => For(new Endpoints.Base())).Message, StringComparison.Ordinal);

    protected override RpcEndpoint Make(object instance) => For(instance);

    private static string Describe(RpcEndpoint endpoint) =>
        $"{endpoint.Name} {endpoint.Namespace} {endpoint.Version} [{string.Join(", ", endpoint.LegacyNamespaces)}]\n"
        + string.Join('\n', endpoint.Methods.Select(method =>
            $"{method.Name}({string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Name} {parameter.Type} {parameter.IsOptional} {parameter.IsExtra}"))})"
            + $" {method.Acknowledge} [{string.Join(", ", method.ExpectedExceptions)}] [{string.Join(", ", method.Policies)}]").Order(StringComparer.Ordinal));
}
