using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Interop;

/// <summary>What a client says to a server of tester.thrift, whoever serves it: every type, and every kind of method.</summary>
internal static class Conversation
{
    private const string Sample = """
        {"truth": true, "small": -128, "medium": -32768, "whole": -2147483648, "large": -9223372036854775808, "real": 0.1, "text": "zoë 你好 😀 \"\\\n\u0000",
         "bytes": "AAH+/w==", "colour": "light_blue", "inner": {"number": 5, "note": "n", "colour": 77}, "numbers": [1, -2, 3], "words": ["a"],
         "table": {"x": [{"number": 1, "colour": "red"}, {"number": 2, "note": "", "colour": "red"}], "": []},
         "nested": {"-1": {"red": {"circle": 3}}}, "deep": [[[1], []], []], "shape": {"inner": {"number": 9, "colour": "red"}},
         "flags": [true, false, true], "stamp": {"seconds": 8589934592, "nanos": 1}, "with_default": 7, "named": {"warm": "red"}, "reals": [1e300]}
        """;

    public static async Task HoldAsync(RpcClient client, string name, bool hasNaN = true)
    {
        Assert.Equal("hé!", await client.CallAsync<string>(null, "ping", new { text = "hé" }));
        Assert.Equal(int.MaxValue, await client.CallAsync<int>(null, "add", new { a = 2_147_483_000, b = 647 }));

        var sample = RpcValue.Parse(Sample);
        Assert.Equal(sample, await client.CallAsync(null, "echo", new { value = sample }));
        var defaults = await client.CallAsync(null, "echo", new { value = new { inner = new { number = 1 } } });
        Assert.Equal(42, defaults["with_default"].GetInt32());
        Assert.Equal(RpcValue.Parse("""{"warm": "red", "cold": "light_blue"}"""), defaults["named"]);
        Assert.Equal(-2000, defaults["reals"][1].GetDouble());
        Assert.True(defaults["unset"].IsMissing);
        if (hasNaN)
        {
            var none = await client.CallAsync(null, "echo", new { value = new { real = double.NaN, reals = new[] { double.PositiveInfinity, double.NegativeInfinity } } });
            Assert.True(double.IsNaN(none["real"].GetDouble()));
            Assert.Equal(double.NegativeInfinity, none["reals"][1].GetDouble());
        }

        var blob = new byte[100_000];
        new Random(5).NextBytes(blob);
        byte[] reversed = [.. Enumerable.Reverse(blob)];
        Assert.Equal(reversed, await client.CallAsync<byte[]>(null, "reverse", new { bytes = blob }));

        Assert.True((await client.CallAsync(null, "find", new { name = "here" })).IsNull);
        var missing = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "find", new { name = "missing" }));
        Assert.Equal(("NotFound", "tester", 404), (missing.TypeName, missing.Module, missing.KeywordArguments["code"].GetInt32()));
        Assert.Equal("no such thing", missing.RemoteMessage);
        var much = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "find", new { name = "much" }));
        Assert.Equal(1L << 40, much.KeywordArguments["limit"].GetInt64());

        Assert.True((await client.CallAsync(null, "nothing")).IsNull);
        await client.CastAsync(null, "note", new { text = name });
        await WaitForNoteAsync(client, name);
        var crash = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "crash"));
        Assert.Equal(("TApplicationException", 6), (crash.TypeName, crash.KeywordArguments["type"].GetInt32()));
        Assert.True(await client.CallAsync<bool>(null, "is_warm", new { colour = Colour.Red }));
        Assert.False(await client.CallAsync<bool>(null, "isWarm", new { colour = 5 }));
    }

    /// <summary>A oneway call has no answer, and may be taken on another connection than the next.</summary>
    private static async Task WaitForNoteAsync(RpcClient client, string name)
    {
        for (var i = 0; i < 1000; i++)
        {
            if ((await client.CallAsync(null, "all_notes")).Items.Any(note => note.GetString() == name))
            {
                return;
            }
        }

        Assert.Fail($"The note '{name}' did not come.");
    }
}
