namespace Messaging.Core.Tests.Notifications;

/// <summary>The YAML file of oslo's routing driver.</summary>
public sealed class RoutingFileTests
{
    [Fact]
    public void A_file_gives_a_rule_for_each_driver_of_each_group()
    {
        var rules = NotificationRoutingFile.Parse(
            """
            # what goes where
            group_1:
                messagingv2:
                    accepted_events: ["compute.*", '*.end']
                    accepted_priorities:
                        - info
                        - warn
                log:
            group_2:
                Messaging:
                    accepted_priorities: []
                noop: {}
            empty:
            """).Rules;

        Assert.Equal([NotifierDriver.MessagingV2, NotifierDriver.Log, NotifierDriver.Messaging, NotifierDriver.Noop], rules.Select(rule => rule.Driver));
        Assert.Equal(["compute.*", "*.end"], rules[0].AcceptedEvents);
        Assert.Equal(["info", "warn"], rules[0].AcceptedPriorities);
        Assert.Null(rules[1].AcceptedEvents);
        Assert.Empty(rules[2].AcceptedPriorities!);
        Assert.True(rules[1].Accepts("anything", NotificationPriority.Sample));
        Assert.False(rules[2].Accepts("anything", NotificationPriority.Info));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("---\n~")]
    public void An_empty_file_has_no_rules(string yaml) => Assert.Empty(NotificationRoutingFile.Parse(yaml).Rules);

    [Theory]
    [InlineData("- a", 1, "Expected a mapping for the groups")]
    [InlineData("g:\n  - log", 2, "the drivers of group 'g'")]
    [InlineData("g:\n  lag:\n    accepted_events: []", 2, "'lag' is not a driver")]
    [InlineData("g:\n  routing:", 2, "'routing' is not a driver")]
    [InlineData("g:\n  3:", 2, "'3' is not a driver")]
    [InlineData("g:\n  log:\n    accepted_event: []", 3, "'accepted_event' is not a condition")]
    [InlineData("g:\n  log:\n    accepted_events: compute.*", 3, "accepted_events is not a list")]
    [InlineData("g:\n  log:\n    accepted_events:", 3, "accepted_events is not a list")]
    [InlineData("g:\n  log:\n    accepted_events:\n    - [a]", 4, "is not a string")]
    [InlineData("g:\n  log:\n    accepted_events: ['[z-a]']", 2, "'[z-a]' is not a pattern")]
    [InlineData("g:\n  log: [", 3, "")]
    [InlineData("g:\n\tlog:", 1, "")]
    public void A_bad_file_is_an_error_with_its_line(string yaml, int line, string says)
    {
        var error = Assert.Throws<InvalidRoutingException>(() => NotificationRoutingFile.Parse(yaml, "routing.yaml"));

        Assert.StartsWith($"routing.yaml, line {line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error() =>
        Assert.Throws<FileNotFoundException>(() => NotificationRoutingFile.Load(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"))));
}
