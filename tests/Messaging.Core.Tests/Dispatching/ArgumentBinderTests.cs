using System.Text;
using Messaging.Dispatching;

namespace Messaging.Core.Tests.Dispatching;

public sealed class ArgumentBinderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(40)]
    public void Each_parameter_finds_its_argument_in_any_order(int count)
    {
        var method = Method([.. Enumerable.Range(0, count).Select(i => $"p{i}")]);
        var json = $"{{{string.Join(", ", Enumerable.Range(0, count).Reverse().Select(i => $"\"p{i}\" : [{i}, {{\"p{i}\": 0}}]"))}}}";
        var binder = default(ArgumentBinder);

        binder.Bind(method, Encoding.UTF8.GetBytes(json));

        for (var i = 0; i < count; i++)
        {
            var place = binder.Get(i);
            Assert.Equal($"[{i}, {{\"p{i}\": 0}}]", json.Substring(place.Start, place.Length));
        }
    }

    [Fact]
    public void What_is_left_out_has_no_place_and_null_has_one()
    {
        var binder = default(ArgumentBinder);
        binder.Bind(Method(["a", "b?", "c?"]), """{"a": null, "c": 1}"""u8);

        Assert.Equal([4, 0, 1], new[] { binder.Get(0).Length, binder.Get(1).Length, binder.Get(2).Length });
    }

    [Fact]
    public void Escaped_names_are_names_and_of_two_the_last_counts()
    {
        var binder = default(ArgumentBinder);
        binder.Bind(Method(["naïve"]), """{"na\u00efve": 1, "na\u00EFve": 22}"""u8);

        Assert.Equal(2, binder.Get(0).Length);
    }

    [Theory]
    [InlineData("{}", "'a'")]
    [InlineData("", "'a'")]
    [InlineData("{\"a\": 1, \"x\": 2}", "'x'")]
    [InlineData("{\"A\": 1}", "'A'")]
    public void What_does_not_fit_is_named_together_with_what_would(string json, string name)
    {
        var error = Assert.Throws<InvalidArgumentsException>(() =>
        {
            var binder = default(ArgumentBinder);
            binder.Bind(Method(["a", "b?"]), Encoding.UTF8.GetBytes(json));
        });

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("a, b (optional)", error.Message, StringComparison.Ordinal);
        Assert.Equal("m", error.Method);
    }

    private static RpcMethod Method(string[] names) =>
        RpcMethod.Create("m", [.. names.Select(name => new RpcParameter(name.TrimEnd('?'), typeof(int), name.EndsWith('?')))],
            _ => ValueTask.CompletedTask);
}
