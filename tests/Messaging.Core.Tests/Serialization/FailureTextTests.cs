using System.Text;
using System.Text.Json;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Core.Tests.Serialization;

/// <summary>A failure is never too long to be sent, whatever the server's exception says.</summary>
public sealed class FailureTextTests
{
    // No broker takes less: RabbitMQ 4 takes 16 MiB.
    private const int MaxBytes = 4 * 1024 * 1024;

    [Theory]
    [InlineData('x')]
    [InlineData('"')]
    [InlineData('\\')]
    [InlineData('\0')]
    [InlineData('你')]
    public void Whatever_is_long_in_it_is_cut_and_says_so(char letter)
    {
        var text = new string(letter, 300_000);
        foreach (var error in new Exception[]
        {
            new InvalidOperationException(text),
            new InvalidOperationException("outer", new ArgumentException(text)),
            new RemoteException(text, text, text, RpcValue.Parse($"[{JsonSerializer.Serialize(text)}]"), RpcValue.Parse($$"""{"k": {{JsonSerializer.Serialize(text)}}}"""), text),
            new AggregateException(new FormatException(text), new FormatException(text)),
        })
        {
            var body = Bodies.Failure(EnvelopeFormat.Oslo2, error, withTrace: true);

            Assert.InRange(Encoding.UTF8.GetByteCount(body), 100, MaxBytes);
            Assert.Contains("(cut: the text has ", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_short_is_whole()
    {
        Assert.Equal("abc", FailureText.Cut("abc", 3));
        Assert.Equal("abc", FailureText.CutMiddle("abc", 3));
        Assert.DoesNotContain("cut:", Bodies.Failure(EnvelopeFormat.Oslo2, new InvalidOperationException(new string('x', FailureText.MaxMessage))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_of_surrogates_is_not_cut_in_two()
    {
        Assert.Equal("a... (cut: the text has 5 characters)", FailureText.Cut("a😀😀", 2));
        Assert.Equal("a😀... (cut: the text has 5 characters)", FailureText.Cut("a😀😀", 4));
        Assert.Equal("a... (cut: the text has 7 characters)\n😀", FailureText.CutMiddle("a😀😀😀", 3));
    }

    [Fact]
    public void The_beginning_and_the_end_of_a_trace_are_kept()
    {
        var cut = FailureText.CutMiddle("begin" + new string('x', 200) + "end", 20);

        Assert.StartsWith("beginxxxxx... (cut: the text has 208 characters)\n", cut, StringComparison.Ordinal);
        Assert.EndsWith("xxxxxxxend", cut, StringComparison.Ordinal);
    }
}
