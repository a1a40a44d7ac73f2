using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Serialization;

/// <summary>An enum has the values that it declares, in what comes and in what goes.</summary>
public sealed class EnumTests
{
    private static readonly JsonPayloadSerializer Serializer = JsonPayloadSerializer.ByReflection();

    [Flags]
    internal enum Marks
    {
        None = 0,
        New = 1,
        Read = 2,
    }

    [Theory]
    [InlineData("\"friday\"", DayOfWeek.Friday)]
    [InlineData("\"Friday\"", DayOfWeek.Friday)]
    [InlineData("5", DayOfWeek.Friday)]
    public void A_name_or_the_number_of_a_value_is_read(string json, DayOfWeek expected) => Assert.Equal(expected, Read<DayOfWeek>(json));

    [Theory]
    [InlineData("999")]
    [InlineData("-1")]
    [InlineData("\"999\"")]
    [InlineData("\"friday,monday\"")]
    [InlineData("\"monday, tuesday\"")]
    [InlineData("\"fryday\"")]
    [InlineData("1.5")]
    public void What_the_enum_does_not_have_is_refused(string json)
    {
        Assert.Throws<JsonException>(() => Read<DayOfWeek>(json));
        Assert.Throws<JsonException>(() => Read<DayOfWeek?>(json));
        Assert.Throws<JsonException>(() => Read<Dictionary<string, DayOfWeek>>($$"""{"a": {{json}}}"""));
    }

    [Fact]
    public void Flags_are_joined_of_those_that_there_are()
    {
        Assert.Equal(Marks.New | Marks.Read, Read<Marks>("\"new, read\""));
        Assert.Equal(Marks.New | Marks.Read, Read<Marks>("3"));
        Assert.Throws<JsonException>(() => Read<Marks>("4"));
        Assert.Equal("\"new, read\"", Write(Marks.New | Marks.Read));
        Assert.Throws<SerializationException>(() => Write((Marks)8));
    }

    [Fact]
    public void As_a_key_it_is_the_same()
    {
        Assert.Equal(1, Read<Dictionary<DayOfWeek, int>>("""{"friday": 1}""")![DayOfWeek.Friday]);
        Assert.Throws<JsonException>(() => Read<Dictionary<DayOfWeek, int>>("""{"friday,monday": 1}"""));
        Assert.Equal("""{"friday":1}""", Write(new Dictionary<DayOfWeek, int> { [DayOfWeek.Friday] = 1 }));
    }

    [Fact]
    public void A_value_that_it_does_not_have_is_not_written() => Assert.Throws<SerializationException>(() => Write((DayOfWeek)999));

    private static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Serializer.Options);

    private static string Write<T>(T value)
    {
        using var buffer = MessageBuffer.Rent();
        using var writer = new Utf8JsonWriter(buffer);
        Serializer.WriteResult(writer, value, "m");
        writer.Flush();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
