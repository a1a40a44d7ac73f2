using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Messaging.Core.Tests.Serialization;

/// <summary>Every numeric type of the platform at its edges: written so that Python reads the same number of the same kind, and read back as it was.</summary>
public sealed class NumbersTests
{
    private static readonly JsonPayloadSerializer Serializer = JsonPayloadSerializer.ByReflection();

    public static TheoryData<object, string> Integers => new()
    {
        { sbyte.MinValue, "-128" },
        { sbyte.MaxValue, "127" },
        { byte.MaxValue, "255" },
        { short.MinValue, "-32768" },
        { ushort.MaxValue, "65535" },
        { 0, "0" },
        { int.MinValue, "-2147483648" },
        { int.MaxValue, "2147483647" },
        { uint.MaxValue, "4294967295" },
        { long.MinValue, "-9223372036854775808" },
        { long.MaxValue, "9223372036854775807" },
        { 9_007_199_254_740_993L, "9007199254740993" },
        { ulong.MaxValue, "18446744073709551615" },
        { nint.MinValue, "-9223372036854775808" },
        { nint.MaxValue, "9223372036854775807" },
        { nuint.MaxValue, "18446744073709551615" },
        { Int128.MinValue, "-170141183460469231731687303715884105728" },
        { Int128.MaxValue, "170141183460469231731687303715884105727" },
        { UInt128.MaxValue, "340282366920938463463374607431768211455" },
        { BigInteger.Zero, "0" },
        { -BigInteger.Pow(2, 200), "-1606938044258990275541962092341162602522202993782792835301376" },
        { BigInteger.Pow(10, 60), "1" + new string('0', 60) },
    };

    public static TheoryData<object, string> Decimals => new()
    {
        { 0m, "0" },
        { 1.0m, "1.0" },
        { -1.50m, "-1.50" },
        { 0.1m, "0.1" },
        { 1e15m, "1000000000000000" },
        { decimal.MaxValue, "79228162514264337593543950335" },
        { decimal.MinValue, "-79228162514264337593543950335" },
        { 0.0000000000000000000000000001m, "0.0000000000000000000000000001" },
    };

    /// <summary>Whole ones have their ".0", or the exponent that Python writes as well: it reads an int otherwise.</summary>
    public static TheoryData<object, string> Floats => new()
    {
        { 0.0, "0.0" },
        { -0.0, "-0.0" },
        { 2.0, "2.0" },
        { -3.0, "-3.0" },
        { 0.1, "0.1" },
        { 1e15, "1000000000000000.0" },
        { -1e15, "-1000000000000000.0" },
        { 9_007_199_254_740_992.0, "9007199254740992.0" },
        { 9_999_999_999_999_998.0, "9999999999999998.0" },
        { 1e16, "10000000000000000.0" },
        { 1e17, "1E+17" },
        { 1e300, "1E+300" },
        { 5e-324, "5E-324" },
        { 0.0001, "0.0001" },
        { double.MaxValue, "1.7976931348623157E+308" },
        { double.MinValue, "-1.7976931348623157E+308" },
        { double.Epsilon, "5E-324" },
        { double.NaN, "NaN" },
        { double.PositiveInfinity, "Infinity" },
        { double.NegativeInfinity, "-Infinity" },
        { 0f, "0.0" },
        { -0f, "-0.0" },
        { 2f, "2.0" },
        { 0.1f, "0.1" },
        { 16_777_216f, "16777216.0" },
        { 123_456_789f, "123456792.0" },
        { 1e15f, "999999986991104.0" },
        { 1e16f, "10000000272564224.0" },
        { float.MaxValue, "3.4028234663852886E+38" },
        { float.MinValue, "-3.4028234663852886E+38" },
        { float.Epsilon, "1E-45" },
        { float.NaN, "NaN" },
        { float.PositiveInfinity, "Infinity" },
        { float.NegativeInfinity, "-Infinity" },
        { (Half)0, "0.0" },
        { Half.NegativeZero, "-0.0" },
        { (Half)2, "2.0" },
        { (Half)0.1f, "0.1" },
        { (Half)2049, "2048.0" },
        { Half.MaxValue, "65504.0" },
        { Half.MinValue, "-65504.0" },
        { Half.Epsilon, "6E-08" },
        { Half.NaN, "NaN" },
        { Half.PositiveInfinity, "Infinity" },
        { Half.NegativeInfinity, "-Infinity" },
    };

    public static TheoryData<string, Type> Refused => new()
    {
        { "256", typeof(byte) },
        { "-1", typeof(ushort) },
        { "2147483648", typeof(int) },
        { "9223372036854775808", typeof(long) },
        { "9223372036854775808", typeof(nint) },
        { "-1", typeof(nuint) },
        { "170141183460469231731687303715884105728", typeof(Int128) },
        { "1.0", typeof(int) },
        { "1.5", typeof(nint) },
        { "1e2", typeof(BigInteger) },
        { "\"1\"", typeof(nint) },
        { "\"1\"", typeof(Half) },
        { "true", typeof(double) },
        { "1e39", typeof(float) },
        { "-1e39", typeof(float) },
        { "65520", typeof(Half) },
        { "1e400", typeof(double) },
        { "79228162514264337593543950336", typeof(decimal) },
    };

    public static TheoryData<object, string> Keys => new()
    {
        { new Dictionary<double, int> { [2.0] = 1, [0.5] = 2 }, """{"2.0":1,"0.5":2}""" },
        { new Dictionary<double, int> { [double.NaN] = 1, [double.NegativeInfinity] = 2 }, """{"NaN":1,"-Infinity":2}""" },
        { new Dictionary<float, int> { [16_777_216f] = 1 }, """{"16777216.0":1}""" },
        { new Dictionary<Half, int> { [Half.One] = 1 }, """{"1.0":1}""" },
        { new Dictionary<BigInteger, int> { [BigInteger.Pow(2, 80)] = 1 }, """{"1208925819614629174706176":1}""" },
        { new Dictionary<nint, int> { [-1] = 1 }, """{"-1":1}""" },
        { new Dictionary<nuint, int> { [1] = 1 }, """{"1":1}""" },
        { new Dictionary<UInt128, int> { [UInt128.MaxValue] = 1 }, """{"340282366920938463463374607431768211455":1}""" },
        { new Dictionary<decimal, int> { [1.50m] = 1 }, """{"1.50":1}""" },
    };

    [Theory]
    [MemberData(nameof(Integers))]
    [MemberData(nameof(Decimals))]
    [MemberData(nameof(Floats))]
    public void A_number_is_written_and_comes_back_as_it_was(object number, string json)
    {
        Assert.Equal(json, Json(number));
        var back = Read(json, number.GetType());
        Assert.Equal(number, back);

        // Equality takes -0.0 for 0.0.
        Assert.Equal(Convert.ToString(number, CultureInfo.InvariantCulture), Convert.ToString(back, CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(Integers))]
    [MemberData(nameof(Decimals))]
    [MemberData(nameof(Floats))]
    public void A_number_that_may_be_missing_is_written_as_the_number_is(object number, string json)
    {
        var nullable = typeof(Nullable<>).MakeGenericType(number.GetType());

        Assert.Equal(json, Encoding.UTF8.GetString(WriteAs(number, nullable)));
        Assert.Equal(number, Read(json, nullable));
        Assert.Null(Read("null", nullable));
    }

    [Theory]
    [MemberData(nameof(Integers))]
    [MemberData(nameof(Decimals))]
    [MemberData(nameof(Floats))]
    public void A_number_in_an_object_is_written_as_it_is_alone(object number, string json) =>
        Assert.Equal($$"""{"v":[{{json}}]}""", Json(new Dictionary<string, object> { ["v"] = new[] { number } }));

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_number_as_a_key_is_the_text_that_python_makes_of_it(object dictionary, string json)
    {
        Assert.Equal(json, Json(dictionary));
        Assert.Equal(dictionary, Read(json, dictionary.GetType()));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_number_that_the_type_cannot_hold_is_refused(string json, Type type) =>
        Assert.Throws<JsonException>(() => Read(json, type));

    [Theory]
    [InlineData(2.0, "2.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "10000000000000000.0")]
    [InlineData(0.5, "0.5")]
    [InlineData(double.NaN, "NaN")]
    public void A_float_as_a_value_stays_one(double number, string json)
    {
        Assert.Equal(json, ((RpcValue)number).ToString());
        Assert.Equal(json, JsonSerializer.Serialize((RpcValue)number));
        Assert.Equal(number, ((RpcValue)number).GetDouble());
    }

    private static string Json(object value) => Encoding.UTF8.GetString(WriteAs(value, value.GetType()));

    private static byte[] WriteAs(object value, Type type) => JsonSerializer.SerializeToUtf8Bytes(value, type, Serializer.Options);

    private static object? Read(string json, Type type)
    {
        var stated = json switch
        {
            "NaN" => "-0e99999",
            "Infinity" => "1e99999",
            "-Infinity" => "-1e99999",
            _ => json,
        };
        return JsonSerializer.Deserialize(stated, type, Serializer.Options);
    }
}
