using Messaging.Drivers;
using Messaging.Serving;

namespace Messaging.Core.Tests.Serving;

public sealed class AnswerCacheTests
{
    private readonly AnswerCache _cache = new();

    [Fact]
    public void The_first_answer_of_a_call_is_kept()
    {
        var call = Call();
        _cache.Keep(call, [1, 2]);
        _cache.Keep(call, [3]);

        Assert.Equal([1, 2], _cache.Find(call)!);
        Assert.Null(_cache.Find(Call()));
    }

    [Fact]
    public void The_oldest_go_when_there_are_too_many()
    {
        var calls = Enumerable.Range(0, 1025).Select(_ => Call()).ToArray();
        foreach (var call in calls)
        {
            _cache.Keep(call, [1]);
        }

        Assert.Null(_cache.Find(calls[0]));
        Assert.NotNull(_cache.Find(calls[1]));
        Assert.NotNull(_cache.Find(calls[^1]));
    }

    [Fact]
    public void The_oldest_go_when_they_take_too_much_and_what_is_too_large_is_not_kept()
    {
        var calls = Enumerable.Range(0, 17).Select(_ => Call()).ToArray();
        var large = new byte[1024 * 1024];
        foreach (var call in calls)
        {
            _cache.Keep(call, large);
        }

        var tooLarge = Call();
        _cache.Keep(tooLarge, new byte[large.Length + 1]);

        Assert.Null(_cache.Find(calls[0]));
        Assert.NotNull(_cache.Find(calls[1]));
        Assert.Null(_cache.Find(tooLarge));
    }

    [Fact]
    public void An_answer_is_found_by_all_that_names_its_call_and_by_nothing_less()
    {
        var call = Call();
        _cache.Keep(call, [1]);

        Assert.NotNull(_cache.Find(call with { }));
        Assert.Null(_cache.Find(call with { UniqueId = MessageId.NewUnique() }));
        Assert.Null(_cache.Find(call with { CallId = MessageId.NewUnique() }));
        Assert.Null(_cache.Find(call with { ReplyTo = "another" }));
        Assert.Null(_cache.Find(call with { Method = "another" }));
    }

    private static AnsweredCall Call() => new(MessageId.NewUnique(), MessageId.NewUnique(), "reply_q", "method");
}
