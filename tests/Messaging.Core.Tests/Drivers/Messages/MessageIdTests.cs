using System.Text;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Messages;

public sealed class MessageIdTests
{
    [Fact]
    public void The_text_form_is_thirty_two_digits_and_reads_back()
    {
        foreach (var id in new[] { default, new MessageId(0, 1), new MessageId(ulong.MaxValue, ulong.MaxValue),
            new MessageId(0xABCDEF, 0x123), MessageId.NewUnique() })
        {
            var text = new byte[MessageId.TextLength];
            id.WriteTo(text);

            Assert.Matches("^[0-9a-f]{32}$", Encoding.ASCII.GetString(text));
            Assert.Equal(id.ToString(), Encoding.ASCII.GetString(text));
            Assert.True(MessageId.TryParse(text, out var read));
            Assert.Equal(id, read);
        }
    }

    [Fact]
    public void Upper_case_is_the_same_id()
    {
        var id = new MessageId(0xABCDEF, 0xFEDCBA);

        Assert.True(MessageId.TryParse(Encoding.ASCII.GetBytes(id.ToString().ToUpperInvariant()), out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789abcdef-123456789abcdef")]
    [InlineData("+123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdeg0123456789abcdef")]
    [InlineData(" 123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcde 0123456789abcdef")]
    [InlineData("4cbb9f0c-0cba-4658-b55a-0f9f2a04")]
    public void Any_other_text_is_no_id(string text) => Assert.False(MessageId.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Unique_ids_are_unique_over_threads()
    {
        var ids = new MessageId[4][];
        Parallel.For(0, 4, i => ids[i] = [.. Enumerable.Range(0, 10_000).Select(_ => MessageId.NewUnique())]);

        Assert.Equal(40_000, ids.SelectMany(some => some).Distinct().Count());
    }
}
