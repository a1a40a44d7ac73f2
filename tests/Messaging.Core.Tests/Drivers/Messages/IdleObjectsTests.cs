using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Messages;

public sealed class IdleObjectsTests
{
    [Fact]
    public void What_was_used_last_comes_first_and_nothing_comes_twice()
    {
        var objects = Enumerable.Range(0, 100).Select(_ => new Mine()).ToArray();
        Assert.All(objects, used => Assert.True(IdleObjects<Mine>.TryPut(used)));

        Assert.True(IdleObjects<Mine>.TryTake(out var first));
        var taken = new HashSet<Mine> { first };
        while (IdleObjects<Mine>.TryTake(out var next))
        {
            Assert.True(taken.Add(next));
        }

        // Sixteen stay with the thread that put them; the others are for all.
        Assert.Same(objects[15], first);
        Assert.Equal(objects.Length, taken.Count);
    }

    [Fact]
    public async Task A_number_of_them_is_kept_for_all_threads_and_no_more()
    {
        var put = await OnThreadAsync(() => Enumerable.Range(0, 2000).Count(_ => IdleObjects<Shared>.TryPut(new Shared())));
        var taken = await OnThreadAsync(() => Enumerable.Range(0, 2000).Count(_ => IdleObjects<Shared>.TryTake(out var _)));

        Assert.Equal(512 + 16, put);
        Assert.Equal(512, taken);
    }

    [Fact]
    public async Task Many_threads_never_get_the_same_one_at_a_time()
    {
        var threads = Enumerable.Range(0, 4).Select(_ => OnThreadAsync(() =>
        {
            var mine = new List<Busy>();
            for (var i = 0; i < 50_000; i++)
            {
                var one = IdleObjects<Busy>.TryTake(out var idle) ? idle : new Busy();
                Assert.Equal(0, Interlocked.Exchange(ref one.Users, 1));
                mine.Add(one);
                if (mine.Count == 40)
                {
                    foreach (var used in mine)
                    {
                        Assert.Equal(1, Interlocked.Exchange(ref used.Users, 0));
                        IdleObjects<Busy>.TryPut(used);
                    }

                    mine.Clear();
                }
            }

            return 0;
        }));
        await Task.WhenAll(threads);
    }

    /// <summary>On a thread of its own, which keeps some to itself.</summary>
    private static Task<T> OnThreadAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private sealed class Mine;

    private sealed class Shared;

    private sealed class Busy
    {
        public int Users;
    }
}
