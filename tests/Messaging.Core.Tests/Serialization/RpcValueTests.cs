using System.Text.Json;

namespace Messaging.Core.Tests.Serialization;

public sealed class RpcValueTests
{
    private static readonly RpcValue Tree = RpcValue.Parse("""{"x": [{"y": 7}, 2.5, "text", true, null], "big": 12345678901234567890, "é": {"": 1}}""");

    [Fact]
    public void Parts_are_reached_by_name_and_place_and_missing_ones_are_missing()
    {
        Assert.Equal(7, Tree["x"][0]["y"].GetInt32());
        Assert.Equal(2.5, Tree["x"][1].GetDouble());
        Assert.Equal("text", Tree["x"][2].GetString());
        Assert.True(Tree["x"][3].GetBoolean());
        Assert.True(Tree["x"][4].IsNull);
        Assert.False(Tree["x"][4].IsMissing);
        Assert.Equal(1, Tree["é"][""].GetInt32());
        Assert.True(Tree["x"][5].IsMissing);
        Assert.True(Tree["x"][-1].IsMissing);
        Assert.True(Tree["x"]["y"].IsMissing);
        Assert.True(Tree[0].IsMissing);
        Assert.True(Tree["nothing"]["of"][3]["it"].IsMissing);
        Assert.True(default(RpcValue).IsMissing);
    }

    [Fact]
    public void A_value_of_another_kind_gives_what_is_asked_instead()
    {
        Assert.Equal(-1, Tree["x"][2].GetInt32(or: -1));
        Assert.Equal(-1, Tree["x"][1].GetInt32(or: -1));
        Assert.Equal(-1, Tree["big"].GetInt64(or: -1));
        Assert.Equal("no", Tree["x"][0].GetString(or: "no"));
        Assert.True(Tree["x"].GetBoolean(or: true));
        Assert.Equal(0.5, RpcValue.Missing.GetDouble(or: 0.5));
        Assert.Null(RpcValue.Null.GetString());
    }

    [Fact]
    public void Lists_and_objects_are_walked_and_everything_else_is_empty()
    {
        Assert.Equal(5, Tree["x"].Count);
        Assert.Equal(3, Tree.Count);
        Assert.Equal(["x", "big", "é"], Tree.Properties.Select(pair => pair.Key));
        Assert.Equal(5, Tree["x"].Items.Count());
        Assert.Empty(Tree.Items);
        Assert.Empty(Tree["x"].Properties);
        Assert.Equal(0, RpcValue.Missing.Count);
    }

    [Fact]
    public void Equal_json_is_equal_whatever_its_order_and_spaces()
    {
        Assert.Equal(RpcValue.Parse("""{"a":1,"b":[1,2]}"""), RpcValue.Parse("""{ "b": [1, 2], "a": 1 }"""));
        Assert.Equal(RpcValue.Parse("""{"a":1,"b":2}""").GetHashCode(), RpcValue.Parse("""{"b":2,"a":1}""").GetHashCode());
        Assert.True(RpcValue.Parse("\"\\u0061\"") == "a");
        Assert.True(RpcValue.Null != RpcValue.Missing);
        Assert.True(RpcValue.Missing == default);
        Assert.True(RpcValue.Parse("1") != "1");
    }

    [Fact]
    public void Plain_values_become_json_values()
    {
        Assert.Equal("é\"\0", ((RpcValue)"é\"\0").GetString());
        Assert.True(((RpcValue)(string?)null).IsNull);
        Assert.Equal("42", ((RpcValue)42).ToString());
        Assert.Equal("-9223372036854775808", ((RpcValue)long.MinValue).ToString());
        Assert.Equal(0.1, ((RpcValue)0.1).GetDouble());
        Assert.Equal(JsonValueKind.True, ((RpcValue)true).Kind);
    }

    [Fact]
    public void Its_text_is_the_json_and_a_text_without_its_quotes()
    {
        Assert.Equal("", RpcValue.Missing.ToString());
        Assert.Equal("null", RpcValue.Null.ToString());
        Assert.Equal("[1, 2]", RpcValue.Parse("[1, 2]").ToString());
        Assert.Equal("a b", RpcValue.Parse("\"a b\"").ToString());
    }

    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    public void Numbers_that_are_none_keep_their_names(string word, double number)
    {
        var parsed = RpcValue.Parse($$"""{"v": [{{word}}, "{{word}} 1e99999", 1]}""");

        Assert.Equal(JsonValueKind.Number, parsed["v"][0].Kind);
        Assert.Equal(number, parsed["v"][0].GetDouble());
        Assert.Equal(7, parsed["v"][0].GetInt32(7));
        Assert.Equal($$"""{"v": [{{word}}, "{{word}} 1e99999", 1]}""", parsed.ToString());
        Assert.Equal(parsed["v"][0], (RpcValue)number);
        Assert.Equal(word, JsonSerializer.Serialize((RpcValue)number));
        Assert.Equal(number, parsed["v"][0].As<double>(JsonPayloadSerializer.ByReflection()));
    }

    [Fact]
    public void It_is_written_as_it_was_read()
    {
        const string Json = """{"half": "a\udc80", "float": 1.0, "big": 1208925819614629174706176, "exp": 1E2}""";

        Assert.Equal(Json, JsonSerializer.Serialize(RpcValue.Parse(Json)));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_shown_escaped_and_harms_nobody()
    {
        var half = RpcValue.Parse("""{"v": "a\udc80b"}""")["v"];

        Assert.Equal("a\\udc80b", half.ToString());
        Assert.Equal("a\\udc80b", half.GetString());
        Assert.Equal(half.GetHashCode(), half.GetHashCode());
    }

    [Fact]
    public void It_reads_as_a_type_of_the_users()
    {
        var serializer = JsonPayloadSerializer.ByReflection();

        Assert.Equal([1, 2], RpcValue.Parse("[1, 2]").As<int[]>(serializer)!);
        Assert.Null(RpcValue.Missing.As<string>(serializer));
        Assert.Equal(0, RpcValue.Null.As<int>(serializer));
        Assert.Throws<SerializationException>(() => RpcValue.Parse("[1, 2]").As<int>(serializer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("1 2")]
    [InlineData("Nan")]
    [InlineData("[NaN")]
    [InlineData("NaN NaN")]
    public void What_is_not_json_is_a_serialization_error(string text) => Assert.Throws<SerializationException>(() => RpcValue.Parse(text));

    [Fact]
    public void A_text_with_half_a_surrogate_pair_becomes_a_value_all_the_same() =>
        Assert.Equal("a\ufffdb", ((RpcValue)"a\ud800b").GetString());

    [Fact]
    public void A_name_with_half_a_surrogate_pair_hides_no_other()
    {
        var value = RpcValue.Parse("""{"a\udc80": 1, "b": 2}""");

        Assert.Equal(2, value["b"].GetInt32());
        Assert.Equal(["a\\udc80", "b"], value.Properties.Select(pair => pair.Key));
    }
}
