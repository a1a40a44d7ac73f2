using Messaging.Drivers.Rabbit.Serving;

namespace Messaging.Drivers.Rabbit.Tests.Serving;

public sealed class StreamPositionTests
{
    private readonly StreamPosition _position = new("calc_fanout");

    [Fact]
    public void Reading_begins_with_the_last_piece_and_goes_on_behind_what_was_seen()
    {
        Assert.Equal("last", Next());
        _position.Saw(Headers(41L));
        Assert.Equal(42L, Next());
        _position.Reset();
        Assert.Equal("last", Next());
    }

    [Fact]
    public void Headers_that_say_nothing_move_nothing()
    {
        _position.Saw(Headers(7L));
        _position.Saw(null);
        _position.Saw(new Dictionary<string, object?>());
        _position.Saw(Headers("9"));
        Assert.Equal(8L, Next());
    }

    private static Dictionary<string, object?> Headers(object offset) => new() { ["x-stream-offset"] = offset };

    private object? Next() => Assert.Single(_position.ConsumerArguments).Value;
}
