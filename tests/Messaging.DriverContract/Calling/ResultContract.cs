namespace Messaging.DriverContract;

/// <summary>Results of every kind come back as they were.</summary>
public abstract class ResultContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private static readonly Report Annual = new("Año 年 😀", 3, [new("a", 1, []), new("b", 2, [new("\0", 0, [])])], Grade.Good);

    [ContractFact]
    public async Task Values_of_every_kind_come_back_as_they_were()
    {
        await ServeAsync(new Mirror());
        var client = await ClientAsync();

        Assert.Equal(int.MinValue, await Send(client, "int", int.MinValue));
        Assert.Equal(long.MaxValue, await Send(client, "long", long.MaxValue));
        Assert.Equal(0.1, await Send(client, "double", 0.1));
        Assert.Equal(double.Epsilon, await Send(client, "double", double.Epsilon));
        Assert.Equal(double.NaN, await Send(client, "double", double.NaN));
        Assert.Equal(double.NegativeInfinity, await Send(client, "double", double.NegativeInfinity));
        Assert.Equal(79228162514264337593543950335m, await Send(client, "decimal", decimal.MaxValue));
        Assert.True(await Send(client, "bool", true));
        Assert.Equal(Grade.Good, await Send(client, "grade", Grade.Good));
        var id = Guid.NewGuid();
        Assert.Equal(id, await Send(client, "guid", id));
        var moment = new DateTimeOffset(2024, 2, 29, 12, 34, 56, 789, TimeSpan.FromHours(5.5));
        Assert.Equal(moment, await Send(client, "moment", moment));
        Assert.Equal([0, 127, 255], await Send(client, "bytes", new byte[] { 0, 127, 255 }));
        Assert.Equal(["a", null, ""], await Send<IReadOnlyList<string?>>(client, "list", ["a", null, ""]));
    }

    [ContractTheory]
    [InlineData("")]
    [InlineData("zoë 你好 \u05d0")]
    [InlineData("astral: 😀 𝔘")]
    [InlineData("control: \0\u0001\u001f\u007f\u0085\u2028\ufeff\uffff")]
    [InlineData("marks: \" \\ / ' < > & + \r\n\t")]
    [InlineData("{\"oslo.version\": \"2.0\", \"oslo.message\": \"{}\"}")]
    public async Task Text_of_every_character_comes_back_as_it_was(string text)
    {
        await ServeAsync(new Mirror());
        var client = await ClientAsync();

        Assert.Equal(text, await Send(client, "text", text));
    }

    [ContractTheory]
    [InlineData("0")]
    [InlineData("-0.0")]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("9007199254740993")]
    [InlineData("1208925819614629174706176")]
    [InlineData("-123456789012345678901234567890.000000000000000000000000000001")]
    [InlineData("1E400")]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    public async Task A_number_comes_back_digit_by_digit(string number)
    {
        await ServeAsync(Handler.Echo);
        var client = await ClientAsync();

        var echo = await client.CallAsync(null, "echo", new { value = RpcValue.Parse(number) });

        Assert.Equal(number, echo.ToString());
    }

    [ContractTheory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[null, [], {}, [[[]]], {\"\": {\"é\": [1, 2.50, \"😀\"]}}]")]
    [InlineData("\"2024-02-29T12:34:56.000789\"")]
    public async Task Json_of_any_shape_comes_back_as_it_was(string json)
    {
        await ServeAsync(Handler.Echo);
        var client = await ClientAsync();
        var value = RpcValue.Parse(json);

        Assert.Equal(value, await client.CallAsync(null, "echo", new { value }));
    }

    [ContractFact]
    public async Task Objects_travel_with_names_in_snake_case()
    {
        await ServeAsync(new Mirror());
        var client = await ClientAsync();

        var report = await Send(client, "report", Annual);
        var tree = await client.CallAsync(null, "report", new { value = Annual });

        Assert.Equal(Annual.Title, report.Title);
        Assert.Equal(Grade.Good, report.Grade);
        Assert.Equal("\0", report.Parts[1].Parts[0].Title);
        Assert.Equal(3, tree["page_count"].GetInt32());
        Assert.Equal(2, tree["parts"][1]["page_count"].GetInt32());
    }

    [ContractFact]
    public async Task Keys_of_dictionaries_stay_as_they_are()
    {
        await ServeAsync(new Mirror());
        var client = await ClientAsync();

        var table = await client.CallAsync(null, "table", new { value = new Dictionary<string, int[]> { ["KeyOne"] = [1, 2], ["é"] = [] } });

        Assert.Equal(2, table["KeyOne"][1].GetInt32());
        Assert.Equal(0, table["é"].Count);
    }

    [ContractFact]
    public async Task Missing_parts_of_an_untyped_result_are_missing_and_no_error()
    {
        await ServeAsync(Handler.Echo);
        var client = await ClientAsync();

        var tree = await client.CallAsync(null, "echo", new { value = RpcValue.Parse("""{"x": [{"y": 7}], "n": null}""") });

        Assert.Equal(7, tree["x"][0]["y"].GetInt32());
        Assert.True(tree["x"][1]["y"]["z"].IsMissing);
        Assert.True(tree["nothing"].IsMissing);
        Assert.False(tree["n"].IsMissing);
        Assert.True(tree["n"].IsNull);
        Assert.Equal(5, tree["x"][9].GetInt32(or: 5));
    }

    [ContractFact]
    public async Task Null_is_a_result_of_every_type_that_can_be_null()
    {
        await ServeAsync(new Mirror());
        var client = await ClientAsync();

        Assert.Null(await client.CallAsync<string?>(null, "text", new { value = (string?)null }));
        Assert.Null(await client.CallAsync<int?>(null, "maybe", new { value = (int?)null }));
        Assert.True((await client.CallAsync(null, "any", new { value = RpcValue.Null })).IsNull);
    }

    [ContractFact]
    public async Task Null_where_no_null_can_be_is_a_serialization_error_that_names_the_method()
    {
        await ServeAsync(new Mirror());
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<SerializationException>(() => client.CallAsync<int>(null, "maybe", new { value = (int?)null }));

        Assert.Contains("'maybe'", error.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_result_of_another_type_is_a_serialization_error_that_names_the_method()
    {
        await ServeAsync(new Mirror());
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<SerializationException>(() => client.CallAsync<int>(null, "text", new { value = "many" }));

        Assert.Contains("'text'", error.Message, StringComparison.Ordinal);
        Assert.Equal("many", await client.CallAsync<string>(null, "text", new { value = "many" }));
    }

    [ContractFact]
    public async Task Methods_of_every_shape_are_served()
    {
        var mirror = new Mirror();
        await ServeAsync(mirror);
        var client = await ClientAsync();

        foreach (var method in new[] { "nothing", "nothing_as_task", "nothing_as_value_task" })
        {
            Assert.True((await client.CallAsync(null, method)).IsNull);
        }

        Assert.Equal(3, mirror.Runs);
        Assert.Equal(1, await client.CallAsync<int>(null, "now"));
        Assert.Equal(2, await client.CallAsync<int>(null, "later"));
        Assert.Equal(3, await client.CallAsync<int>(null, "now_as_value_task"));
        Assert.Equal(4, await client.CallAsync<int>(null, "later_as_value_task"));
    }

    private static Task<T> Send<T>(RpcClient client, string method, T value) => client.CallAsync<T>(null, method, new { value });
}
