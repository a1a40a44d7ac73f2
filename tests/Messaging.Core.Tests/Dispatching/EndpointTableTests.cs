namespace Messaging.Core.Tests.Dispatching;

/// <summary>Which methods of an object are served, under which names, and which objects cannot be: found by reflection and by the compiler alike.</summary>
public abstract class EndpointTableTests
{
    [Fact]
    public void Public_methods_are_served_inherited_ones_too_and_what_belongs_to_the_platform_is_not() =>
        Assert.Equal(["build_report", "http_get", "inherited", "poke", "sum2"], Names(new Endpoints.Derived()));

    [Fact]
    public void Only_marked_methods_are_served_where_the_class_says_so() =>
        Assert.Equal(["given.name", "marked"], Names(new Endpoints.Marked()));

    [Fact]
    public void A_mark_serves_what_would_be_hidden_otherwise() => Assert.Equal(["_hidden", "plain"], Names(new Endpoints.Underscored()));

    [Fact]
    public void What_the_framework_declares_is_not_served_unless_it_is_marked()
    {
        Assert.Equal(["work"], Names(new Endpoints.OfFramework()));
        Assert.Equal(
            ["OfFramework.Compare", "OfFramework.GetBaseException", "OfFramework.GetObjectData"], Make(new Endpoints.OfFramework()).LeftOut);
        Assert.Equal(["compare"], Names(new Endpoints.OfFrameworkMarked()));
        Assert.Empty(Make(new Endpoints.OfFrameworkMarked()).LeftOut);
    }

    [Fact]
    public void A_token_that_may_be_missing_is_no_argument() =>
        Assert.Contains("CancellationToken?", Assert.Throws<InvalidEndpointException>(() => Names(new Endpoints.MaybeToken())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_record_serves_what_its_author_wrote() => Assert.Equal(["add"], Names(new Endpoints.Recorded(1)));

    [Fact]
    public void Parameters_have_their_names_in_snake_case_and_the_injected_ones_are_not_among_them()
    {
        var method = Make(new Endpoints.Parameters()).Methods.Single();

        Assert.Equal(["first_value", "as_it_is", "optional"], method.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([false, false, true], method.Parameters.Select(parameter => parameter.IsOptional));
        Assert.Equal([typeof(int), typeof(string), typeof(double?)], method.Parameters.Select(parameter => parameter.Type));
    }

    [Fact]
    public void Attributes_say_namespace_version_acknowledgement_and_expected_exceptions()
    {
        var endpoint = Make(new Endpoints.Described());
        var method = endpoint.Methods.Single();

        Assert.Equal(("ns", "1.7"), (endpoint.Namespace, endpoint.Version));
        Assert.Equal(["old"], endpoint.LegacyNamespaces);
        Assert.Equal(AcknowledgeMode.WhenDone, method.Acknowledge);
        Assert.Equal([typeof(IOException)], method.ExpectedExceptions);
    }

    public static TheoryData<object, string> Broken => new()
    {
        { new Endpoints.Overloads(), "run" },
        { new Endpoints.SameWireName(), "run" },
        { new Endpoints.ByReference(), "Swap" },
        { new Endpoints.ByOut(), "Give" },
        { new Endpoints.ByIn(), "Take" },
        { new Endpoints.Generic(), "Make" },
        { new Endpoints.Spans(), "Count" },
        { new Endpoints.ReturnsSpan(), "Bytes" },
        { new Endpoints.ReturnsReference(), "Place" },
        { new Endpoints.Streams(), "Watch" },
        { new Endpoints.LaterStreams(), "WatchAsync" },
        { new Endpoints.TasksOfTasks(), "RunAsync" },
        { new Endpoints.Enumerators(), "Walk" },
        { new Endpoints.Delegates(), "Later" },
        { new Endpoints.AsyncVoid(), "Forget" },
        { new Endpoints.SameParameter(), "Twice" },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void What_cannot_be_served_is_an_error_that_names_the_method(object endpoint, string method)
    {
        var error = Assert.Throws<InvalidEndpointException>(() => Make(endpoint));

        Assert.Equal(endpoint.GetType().Name, error.Endpoint);
        Assert.Equal(method, error.Method);
        Assert.Contains(method, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_without_a_method_or_with_a_version_that_is_none_is_an_error()
    {
        Assert.Contains("Empty", Assert.Throws<InvalidEndpointException>(() => Make(new Endpoints.Empty()))
            .Message, StringComparison.Ordinal);
        Assert.Contains("[RpcMethod]",
            Assert.Throws<InvalidEndpointException>(() => Make(new Endpoints.NothingMarked()))
            .Message, StringComparison.Ordinal);
        Assert.Contains("'1'", Assert.Throws<InvalidEndpointException>(() => Make(new Endpoints.BadVersion()))
            .Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_methods_of_one_name_by_hand_are_an_error()
    {
        var method = RpcMethod.Create("same", [], _ => ValueTask.CompletedTask);

        Assert.Equal("same", Assert.Throws<InvalidEndpointException>(() => new RpcEndpoint([method, method])).Method);
    }

    private IEnumerable<string> Names(object endpoint) =>
        Make(endpoint).Methods.Select(method => method.Name).Order(StringComparer.Ordinal);

    /// <summary>The endpoint of an object.</summary>
    protected abstract RpcEndpoint Make(object instance);
}
