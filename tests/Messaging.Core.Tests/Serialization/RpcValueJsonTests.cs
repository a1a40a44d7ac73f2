using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Messaging.Core.Tests.Serialization;

/// <summary>The way from and to JSON that everybody reads.</summary>
public sealed class RpcValueJsonTests
{
    [Theory]
    [InlineData("""{"a":[1,2.50,"x",null,true]}""", """{"a":[1,2.50,"x",null,true]}""")]
    [InlineData("""[NaN,Infinity,-Infinity,{"NaN":NaN}]""", """[null,null,null,{"NaN":null}]""")]
    [InlineData("\"e99999\"", "\"e99999\"")]
    [InlineData("-0e0", "-0e0")]
    public void What_JSON_does_not_have_is_null(string value, string json) => Assert.Equal(json, Write(RpcValue.Parse(value)));

    [Fact]
    public void What_is_missing_is_null() => Assert.Equal("null", Write(RpcValue.Missing));

    [Fact]
    public void An_element_of_the_platform_is_a_value()
    {
        var value = RpcValue.FromJsonElement(JsonElement.Parse("""{"a": [1]}"""));

        Assert.Equal(1, value["a"][0].GetInt32());
        Assert.True(RpcValue.FromJsonElement(default).IsMissing);
    }

    private static string Write(RpcValue value)
    {
        var output = new ArrayBufferWriter<byte>();
        value.WriteJsonTo(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
