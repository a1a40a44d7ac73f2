namespace Messaging.Core.Tests.Urls;

public sealed class TransportUrlOptionTests
{
    private static readonly TimeSpan Default = TimeSpan.FromMinutes(7);

    [Fact]
    public void An_option_that_is_not_set_has_the_given_default()
    {
        var url = TransportUrl.Parse("rabbit://h/?y=1");

        Assert.Equal(7, url.GetInt32("x", 7));
        Assert.Equal(Default, url.GetTimeSpan("x", Default));
        Assert.True(url.GetBoolean("x", true));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-12", -12)]
    [InlineData("2147483647", int.MaxValue)]
    public void Whole_numbers_are_read(string text, int value) => Assert.Equal(value, Url(text).GetInt32("x", 7));

    [Theory]
    [InlineData("1.5")]
    [InlineData("ten")]
    [InlineData("1%2C2")]
    [InlineData("2147483648")]
    [InlineData("+ 1")]
    public void What_is_not_a_whole_number_is_an_error(string text) =>
        Assert.StartsWith("Option 'x' of the transport URL must be a whole number, got '", Error(() => Url(text).GetInt32("x", 7)));

    [Theory]
    [InlineData("0", 1, 9, "a whole number from 1 to 9, got '0'.")]
    [InlineData("0", 1, int.MaxValue, "a whole number not below 1, got '0'.")]
    [InlineData("5", int.MinValue, 4, "a whole number not above 4, got '5'.")]
    public void A_number_out_of_its_range_is_an_error(string text, int minimum, int maximum, string message) =>
        Assert.EndsWith(message, Error(() => Url(text).GetInt32("x", 7, minimum, maximum)));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("30", 30_000)]
    [InlineData("0.25", 250)]
    [InlineData(".5", 500)]
    [InlineData("1e2", 100_000)]
    public void Durations_are_read_as_seconds(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Url(text).GetTimeSpan("x", Default));

    [Theory]
    [InlineData("-1")]
    [InlineData("1,5")]
    [InlineData("nan")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e300")]
    [InlineData("922337203686")]
    [InlineData("10s")]
    [InlineData("00:01")]
    public void What_is_not_a_number_of_seconds_is_an_error(string text) => Assert.Equal(
        $"Option 'x' of the transport URL must be a number of seconds, such as 30 or 0.5, got '{text}'.",
        Error(() => Url(text).GetTimeSpan("x", Default)));

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("1", true)]
    [InlineData("yes", true)]
    [InlineData("ON", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("No", false)]
    [InlineData("off", false)]
    public void Truth_values_are_read_in_every_usual_form(string text, bool value) =>
        Assert.Equal(value, Url(text).GetBoolean("x", !value));

    [Fact]
    public void What_is_not_a_truth_value_is_an_error() => Assert.Equal(
        "Option 'x' of the transport URL must be true or false (or 1, 0, yes, no, on, off), got 'maybe'.",
        Error(() => Url("maybe").GetBoolean("x", false)));

    [Fact]
    public void The_error_hides_a_value_that_looks_secret_and_cuts_a_long_one()
    {
        var url = TransportUrl.Parse($"rabbit://h/?token=hunter2&x={new string('y', 500)}");

        Assert.EndsWith("got '***'.", Error(() => url.GetInt32("token", 0)));
        Assert.EndsWith($"got '{new string('y', 64)}...'.", Error(() => url.GetInt32("x", 0)));
    }

    [Fact]
    public void An_option_that_the_driver_does_not_know_is_an_error_that_says_what_was_meant_or_lists_the_known_ones()
    {
        var url = TransportUrl.Parse("rabbit://h/?ssl=1&hartbeat=3");

        url.RequireKnownOptions("hartbeat", "ssl", "other");
        Assert.Equal(
            "The driver has no option 'hartbeat', which the transport URL sets. Did you mean heartbeat?",
            Error(() => url.RequireKnownOptions("ssl", "heartbeat")));
        Assert.EndsWith("It knows other, ssl.", Error(() => url.RequireKnownOptions("ssl", "other")));
        Assert.EndsWith("It knows none.", Error(() => url.RequireKnownOptions()));
    }

    private static TransportUrl Url(string value) => TransportUrl.Parse($"rabbit://h/?x={value}");

    private static string Error(Action act)
    {
        var error = Assert.Throws<InvalidTransportUrlException>(act);
        Assert.Equal(TransportUrlPart.Query, error.Part);
        return error.Message;
    }
}
