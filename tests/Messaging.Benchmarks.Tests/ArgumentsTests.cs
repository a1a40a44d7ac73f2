using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Tests;

/// <summary>What the words of the command line mean.</summary>
public sealed class ArgumentsTests
{
    [Fact]
    public void Every_subject_that_is_measured_without_being_asked_for_exists()
    {
        Assert.All(new Arguments().Subjects, name => Assert.Equal(name, SubjectCatalog.Find(name).Name));
        Assert.All(SubjectCatalog.Names, name => Assert.All(SubjectCatalog.Find(name).Twins, twin => SubjectCatalog.Find(twin)));
    }

    [Fact]
    public void Loads_are_all_callers_with_each_payload()
    {
        var arguments = Arguments.Parse(["--callers", "1,64", "--payload", "100,10240"]);

        Assert.Equal([new Load(1, 0, 100), new Load(64, 0, 100), new Load(1, 0, 10_240), new Load(64, 0, 10_240)], arguments.Loads);
    }

    [Fact]
    public void A_rate_takes_the_place_of_callers()
    {
        var arguments = Arguments.Parse(["--open", "5000"]);

        Assert.Equal([new Load(0, 5_000, 100)], arguments.Loads);
    }

    [Fact]
    public void What_is_given_beside_quick_changes_its_values_in_any_order()
    {
        Assert.Equal(3, Arguments.Parse(["--rounds", "3", "--quick"]).Rounds);
        Assert.Equal([1, 64], Arguments.Parse(["--quick"]).Callers);
    }

    [Theory]
    [InlineData("--callers", "0")]
    [InlineData("--payload", "many")]
    [InlineData("--seconds", "-1")]
    [InlineData("--rounds")]
    [InlineData("--fast")]
    public void What_cannot_be_read_is_named(params string[] words) =>
        Assert.Contains(words[0], Assert.Throws<ArgumentException>(() => Arguments.Parse(words)).Message, StringComparison.Ordinal);
}
