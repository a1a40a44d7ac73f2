using System.Globalization;
using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Interop;

/// <summary>The calls of Apache's own cross-test, and a service with every construct of the language, both ways with Python.</summary>
public sealed class CrossTests : ThriftTest
{
    private const string Program = "thrift_cross.py";

    private const string Insane = """
        {"user_map": {"five": 5, "eight": 8}, "xtructs": [{"string_thing": "Goodbye4", "byte_thing": 4, "i32_thing": 4, "i64_thing": 4}, {}]}
        """;

    private const string Defaults = """
        {"depths": {"a": {"x": 1, "y": -2}, "b": {}, "c": {"z": 16}}, "bonks": [{"message": "one", "type": 7}, {"message": "tw\"o", "type": 16}],
         "odd": ["one", "five"], "tiny": -0.0015, "quoted": "say \"hi\"\n", "rows": {"two": [1, 2], "five": []}, "first": "one", "yes": true, "no": false,
         "made": {"string_thing": "made", "i64_thing": -9}, "index": {"i": [{"1": [2]}]}, "bytes": "cmF3"}
        """;

    private static readonly (string Method, string[] Things)[] Echoes =
    [
        ("test_string", ["\"Python\"", "\"\"", """ "\b\t\n/\\\\\r{}:パイソン\" 😀" """]),
        ("test_bool", ["true", "false"]),
        ("test_byte", ["63", "-128"]),
        ("test_i16", ["-32768", "32767"]),
        ("test_i32", ["-1", "0", "-2147483648"]),
        ("test_i64", ["1", "-34359738368", "9223372036854775807"]),
        ("test_double", ["-5.235098235", "0", "-0.0003410124396385983", "1E+300"]),
        ("test_binary", ["\"AAEC/v8=\"", "\"\""]),
        ("test_struct", ["""{"string_thing": "Zero", "byte_thing": 1, "i32_thing": -3, "i64_thing": -5}""", "{}"]),
        ("test_nest", ["""{"byte_thing": 0, "struct_thing": {"i32_thing": -3}, "i32_thing": 0}"""]),
        ("test_map", ["""{"0": 1, "1": 2, "-1": -2}""", "{}"]),
        ("test_string_map", ["""{"a": "2", "": "none"}"""]),
        ("test_set", ["[42]", "[]"]),
        ("test_list", ["[1, 4, 9, -42]", "[]"]),
        ("test_enum", ["\"five\"", "\"eight\"", "77"]),
        ("test_typedef", ["72057594037927935"]),
        ("test_crazy", ["""
            {"string_field": "", "set_field": [1099511627776], "list_field": [[[[1, 2], {"3": [[{"4": "four"}]]}], [[], {}]]], "binary_field": "/wA=",
             "nothing": {}, "numbers": [7]}
            """]),
        ("test_defaults", [Defaults]),
        ("test_tree", ["""{"value": 1, "children": [{"value": 2}, {"value": 3, "children": []}], "first": {"value": 4}}"""]),
        ("test_reserved", ["""{"package": 1, "type": "s", "event": true, "base": -1, "params": ["p"], "object": 1125899906842624, "async_": 0.5, "set_": "x"}"""]),
        ("test_old", ["""{"before": 1, "implicit": 2, "further": "f", "after": 3}"""]),
        ("test_choice", ["""{"number": 3}""", """{"several": [{"text": "t"}, {"tree": {"value": 1}}]}"""]),
    ];

    private static readonly ThriftService Service = ThriftService.Load(PeerPrograms.PathOf(Path.Combine("thrift", "crosstest.thrift")));

    [Fact]
    public async Task We_make_its_calls_to_Pythons_servers()
    {
        await using var python = PythonPeer.Start(Program, "serve");
        foreach (var port in (await python.WaitForReadyAsync()).GetProperty("ports").EnumerateObject())
        {
            var way = port.Name.Split('/');
            await HoldAsync($"thrift://127.0.0.1:{port.Value.GetInt32().ToString(CultureInfo.InvariantCulture)}/?protocol={way[0]}&transport={way[1]}");
        }
    }

    [Fact]
    public async Task Python_makes_its_calls_to_us()
    {
        await ServeAsync(Url, new CrossEndpoint(), Options());

        var result = await PythonPeer.RunAsync(Program, "call", "--port", Port.ToString(CultureInfo.InvariantCulture));

        var line = Assert.Single(result.Lines);
        Assert.True(result.ExitCode == 0, $"{line}\n{result.Error}");
        Assert.Equal(3, line.GetProperty("done").GetInt32());
    }

    [Fact]
    public async Task We_make_its_calls_to_us()
    {
        await ServeAsync(Url, new CrossEndpoint(), Options());
        foreach (var protocol in new[] { "binary", "compact", "json" })
        {
            await HoldAsync($"{Url}/?protocol={protocol}");
        }
    }

    private static ThriftOptions Options() => TestServices.Options(Service);

    private async Task HoldAsync(string url)
    {
        var client = await ClientAsync(url, Options());
        Assert.True((await client.CallAsync("test_void")).IsNull);
        Assert.Equal("x!", await client.CallAsync<string>("ping", new { text = "x" }));
        foreach (var (method, things) in Echoes)
        {
            foreach (var thing in things.Select(RpcValue.Parse))
            {
                Assert.Equal((url, method, thing), (url, method, await client.CallAsync(method, new { thing })));
            }
        }

        Assert.Equal(RpcValue.Parse(Defaults), await client.CallAsync("test_defaults", new { thing = new { } }));
        Assert.Equal([1, 8, 42], (await client.CallAsync<int[]>("test_set", new { thing = new[] { 8, 1, 42 } })).Order());
        Assert.Equal(
            RpcValue.Parse("""{"-4": {"-4": -4, "-3": -3, "-2": -2, "-1": -1}, "4": {"1": 1, "2": 2, "3": 3, "4": 4}}"""),
            await client.CallAsync("testMapMap", new { hello = 42 }));
        Assert.Equal(
            RpcValue.Parse($$$"""{"1": {"two": {{{Insane}}}, "three": {{{Insane}}} }, "2": {"six": {"user_map": {}, "xtructs": []} } }"""),
            await client.CallAsync("test_insanity", new { argument = RpcValue.Parse(Insane) }));
        Assert.Equal(
            RpcValue.Parse("""{"string_thing": "Hello2", "byte_thing": 74, "i32_thing": 16711935, "i64_thing": 281474976698576}"""),
            await client.CallAsync("test_multi", new
            {
                arg0 = 74, arg1 = 0xff00ff, arg2 = 0xffffffffd0d0, arg3 = new Dictionary<string, string> { ["0"] = "abc" }, arg4 = "five", arg5 = 0xf0f0f0,
            }));
        await ThrowsAsync(client);
        var before = await client.CallAsync<int>("test_oneway_count");
        await client.CastAsync("test_oneway", new { number = 3 });
        await CountAsync(client, before + 3);
    }

    private static async Task ThrowsAsync(RpcClient client)
    {
        Assert.True((await client.CallAsync("test_exception", new { arg = "Safe" })).IsNull);
        var first = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync("test_exception", new { arg = "Xception" }));
        Assert.Equal(("Xception", 1001, "Xception"), (first.TypeName, first.KeywordArguments["error_code"].GetInt32(), first.RemoteMessage));
        var other = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync("test_exception", new { arg = "TException" }));
        Assert.Equal("TApplicationException", other.TypeName);
        var second = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync("test_multi_exception", new { arg0 = "Xception2", arg1 = "ignore" }));
        Assert.Equal(
            ("Xception2", "This is an Xception2"), (second.TypeName, second.KeywordArguments["struct_thing"]["string_thing"].ToString()));
        Assert.Equal("foobar", (await client.CallAsync("test_multi_exception", new { arg0 = "success", arg1 = "foobar" }))["string_thing"].ToString());
    }

    /// <summary>A oneway call may be taken on another connection than the next.</summary>
    private static async Task CountAsync(RpcClient client, int count)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (await client.CallAsync<int>("test_oneway_count") == count)
            {
                return;
            }
        }

        Assert.Fail($"The oneway call did not come: it is not {count}.");
    }
}
