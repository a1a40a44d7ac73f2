namespace Messaging.DriverContract;

/// <summary>Arguments reach the parameters that they name; what does not fit is refused by name, before the method runs.</summary>
public abstract class ArgumentContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task Arguments_come_from_an_object_a_record_or_a_dictionary()
    {
        await ServeAsync(Handler.Returns("join", call => call.Argument<string>("first_part") + call.Argument<int>("n"), "first_part", "n"));
        var client = await ClientAsync();

        Assert.Equal("a1", await client.CallAsync<string>(null, "join", new { FirstPart = "a", N = 1 }));
        Assert.Equal("b2", await client.CallAsync<string>(null, "join", new Dictionary<string, object> { ["n"] = 2, ["first_part"] = "b" }));
        Assert.Equal("c3", await client.CallAsync<string>(null, "join", new Pair("c", 3)));
        Assert.Equal("d4", await client.CallAsync<string>(null, "join", RpcValue.Parse("""{"first_part": "d", "n": 4}""")));
    }

    [ContractFact]
    public async Task Optional_parameters_take_their_defaults_and_an_explicit_null_is_no_absence()
    {
        await ServeAsync(new Optionals());
        var client = await ClientAsync();

        Assert.Equal("x/7/Good/-", await client.CallAsync<string>(null, "describe"));
        Assert.Equal("y/7/Good/-", await client.CallAsync<string>(null, "describe", new { text = "y" }));
        Assert.Equal("-/8/None/n",
            await client.CallAsync<string>(null, "describe", new { text = (string?)null, number = 8, grade = 0, note = "n" }));
    }

    [ContractFact]
    public async Task A_method_of_many_parameters_gets_each_of_them()
    {
        var names = Enumerable.Range(0, 40).Select(i => $"p{i}").ToArray();
        await ServeAsync(Handler.Returns("join", call => string.Join(',', names.Select(name => call.Argument<int>(name))), names));
        var client = await ClientAsync();

        var arguments = names.Reverse().ToDictionary(name => name, name => int.Parse(name[1..], null));

        Assert.Equal(string.Join(',', Enumerable.Range(0, 40)), await client.CallAsync<string>(null, "join", arguments));
    }

    [ContractFact]
    public async Task A_method_may_take_whatever_its_other_parameters_leave()
    {
        await ServeAsync(new Collector());
        var client = await ClientAsync();

        Assert.Equal("7: ", await client.CallAsync<string>(null, "collect", new { count = 7 }));
        Assert.Equal(
            "7: extra=1 other=[null, NaN]",
            await client.CallAsync<string>(null, "collect", RpcValue.Parse("""{"extra": 1, "count": 7, "other": [null, NaN]}""")));
        var error = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync<string>(null, "collect", new { extra = 1 }));
        Assert.Contains("It takes count, any other.", error.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task An_unknown_argument_is_refused_by_its_name_and_the_method_does_not_run()
    {
        var ran = false;
        await ServeAsync(Handler.Does("add", _ => ran = true, "a", "b?"));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync(null, "add", new { a = 1, c = 2 }));

        Assert.Equal("add", error.Method);
        Assert.Contains("'c'", error.Message, StringComparison.Ordinal);
        Assert.False(ran);
    }

    [ContractFact]
    public async Task A_missing_argument_is_refused_by_its_name()
    {
        await ServeAsync(Handler.Returns("add", call => call.Argument<int>("a"), "a", "b"));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync(null, "add", new { a = 1 }));
        var none = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync(null, "add"));

        Assert.Contains("'b'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'a'", none.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task An_argument_of_another_type_is_refused_by_its_name_without_an_error_in_the_log()
    {
        await ServeAsync(new Mirror());
        var client = await ClientAsync();

        var text = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync(null, "int", new { value = "one" }));
        var nothing = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync(null, "int", new { value = (int?)null }));
        var tooLarge = await Assert.ThrowsAsync<InvalidArgumentsException>(() => client.CallAsync(null, "int", new { value = long.MaxValue }));

        Assert.All([text, nothing, tooLarge], error => Assert.Contains("'value'", error.Message, StringComparison.Ordinal));
        Assert.Equal(1, await client.CallAsync<int>(null, "int", new { value = 1 }));
    }

    [ContractFact]
    public async Task An_error_of_arguments_that_the_method_itself_raises_is_an_error_of_the_method()
    {
        Log.Expect("MethodFailed");
        await ServeAsync(Handler.Does("check", _ => throw new InvalidArgumentsException("check", "mine")));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "check"));

        Assert.Equal("InvalidArgumentsException", error.TypeName);
    }

    [ContractFact]
    public async Task Arguments_that_cannot_be_written_are_an_error_here_and_nothing_is_sent()
    {
        await ServeAsync(Handler.Echo);
        var client = await ClientAsync();
        var endless = new Endless();
        endless.Self = endless;

        var loop = await Assert.ThrowsAsync<SerializationException>(() => client.CallAsync(null, "echo", new { value = endless }));
        await Assert.ThrowsAsync<SerializationException>(() => client.CallAsync(null, "echo", new { value = typeof(int) }));
        await Assert.ThrowsAsync<SerializationException>(() => client.CastAsync(null, "echo", new { value = new Action(() => { }) }));
        Assert.Throws<SerializationException>(() => client.Cast(null, "echo", new { value = new Action(() => { }) }));

        Assert.Contains("'echo'", loop.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await client.CallAsync(null, "echo", new { value = 1 })).GetInt32());
    }

    [ContractFact]
    public async Task Arguments_without_names_are_refused_with_the_form_that_is_meant()
    {
        await ServeAsync(Handler.Echo);
        var client = await ClientAsync();

        foreach (object arguments in new object[] { 1, "text", new[] { 1, 2 }, new List<string>(), true })
        {
            var error = await Assert.ThrowsAsync<SerializationException>(() => client.CallAsync(null, "echo", arguments));
            Assert.Contains("new { a = 1 }", error.Message, StringComparison.Ordinal);
        }
    }

    [ContractFact]
    public async Task A_result_that_cannot_be_written_is_told_to_the_caller()
    {
        Log.Expect("MethodFailed");
        await ServeAsync(Handler.Returns("self", _ => new Action(() => { })), Handler.Returns("type", _ => typeof(int)), Handler.Echo);
        var client = await ClientAsync();

        var self = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "self"));
        var type = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "type"));

        Assert.All([self, type], error => Assert.Equal("SerializationException", error.TypeName));
        Assert.Contains("'self'", self.RemoteMessage, StringComparison.Ordinal);
        Assert.Equal(1, (await client.CallAsync(null, "echo", new { value = 1 })).GetInt32());
    }

    /// <summary>Arguments as a type of their own.</summary>
    public sealed record Pair(string FirstPart, int N);

    /// <summary>Holds itself.</summary>
    public sealed class Endless
    {
        public Endless? Self { get; set; }
    }

    /// <summary>A method whose parameters all have defaults.</summary>
    public sealed class Optionals
    {
        public string Describe(string? text = "x", int number = 7, Grade grade = Grade.Good, string? note = null) =>
            $"{text ?? "-"}/{number}/{grade}/{note ?? "-"}";
    }
}
