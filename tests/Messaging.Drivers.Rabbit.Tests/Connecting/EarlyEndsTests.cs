using Messaging.Drivers.Rabbit.Connecting;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Connecting;

public sealed class EarlyEndsTests
{
    private static readonly ConnectionFailedException Refused = new("530", isTransient: false);
    private static readonly ConnectionFailedException Accident = new("541", isTransient: true);

    private readonly TaskCompletionSource _lost = new();
    private readonly ManualTimeProvider _time = new();
    private readonly EarlyEnds _ends;

    public EarlyEndsTests() => _ends = new EarlyEnds(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_says_that_it_is_a_refusal_is_one_at_once()
    {
        Assert.True(await OpenAsync());
        Assert.Same(Refused, _ends.OnLost(Refused));
    }

    [Fact]
    public async Task What_may_be_an_accident_is_a_refusal_the_third_time()
    {
        for (var i = 0; i < 2; i++)
        {
            var opening = OpenAsync();
            _lost.TrySetResult();
            await opening;
            Assert.True(_ends.OnLost(Accident)!.IsTransient);
        }

        await OpenAsync();
        var error = _ends.OnLost(Accident)!;
        Assert.False(error.IsTransient);
        Assert.Equal("541", error.Message);
    }

    [Fact]
    public async Task After_an_early_end_a_connection_is_believed_once_it_has_lived_for_a_while()
    {
        await OpenAsync();
        _ends.OnLost(Accident);

        var opening = OpenAsync();
        Assert.False(opening.IsCompleted);
        _time.Advance(EarlyEnds.Early);
        Assert.True(await opening);

        Assert.Null(_ends.OnLost(Accident));
    }

    [Fact]
    public async Task An_ordinary_loss_is_none_and_ends_the_count()
    {
        await OpenAsync();
        _ends.OnLost(Refused);
        _lost.SetResult();
        Assert.False(await OpenAsync());

        Assert.Null(_ends.OnLost(null));
        Assert.True(await OpenAsync());
    }

    private Task<bool> OpenAsync() => _ends.OnOpenedAsync(_lost.Task, Token).AsTask();
}
