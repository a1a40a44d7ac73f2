using Messaging.Core.Tests.Urls;
using Messaging.Drivers;
using NotifierTable = Messaging.Notifications.Hosting.OsloTable;

namespace Messaging.Core.Tests.Drivers.Options;

public sealed class OsloSectionTests
{
    private static readonly OsloSection[] All = [OsloSection.Default, RabbitOptionNames.Section, NotifierTable.Section];

    [Fact]
    public void No_name_of_a_section_is_there_twice()
    {
        foreach (var section in All)
        {
            var names = section.Options.SelectMany(o => o.Aliases.Prepend(o.Name)).ToList();
            Assert.Equal(names.Distinct(), names);
        }
    }

    [Theory]
    [InlineData("oslo_messaging_rabbit", "rabbit_quroum_max_memory_length", "rabbit_quorum_max_memory_length")]
    [InlineData("oslo_messaging_rabbit", "kombu_ssl_ca_certs", "ssl_ca_file")]
    [InlineData("DEFAULT", "rpc_thread_pool_size", "executor_thread_pool_size")]
    [InlineData("oslo_messaging_notifications", "notification_topics", "topics")]
    [InlineData("DEFAULT", "ssl", null)]
    [InlineData("oslo_messaging_rabbit", "SSL", null)]
    public void An_option_is_found_by_any_of_its_names_in_its_section(string section, string name, string? expected) =>
        Assert.Equal(expected, All.Single(one => one.Name == section).Find(name)?.Name);

    [Theory]
    [InlineData("ssl", "Yes", true)]
    [InlineData("ssl", "oFF", true)]
    [InlineData("ssl", "y", false)]
    [InlineData("heartbeat_timeout_threshold", "60", true)]
    [InlineData("heartbeat_timeout_threshold", "-1", false)]
    [InlineData("heartbeat_timeout_threshold", "1.5", false)]
    [InlineData("kombu_missing_consumer_retry_timeout", "0.5", true)]
    [InlineData("kombu_missing_consumer_retry_timeout", "NaN", false)]
    [InlineData("rabbit_login_method", "AMQPLAIN", true)]
    [InlineData("rabbit_login_method", "amqplain", false)]
    public void Values_are_read_as_oslo_config_reads_them(string name, string value, bool fits) =>
        Assert.Equal(fits, RabbitOptionNames.Section.Find(name)!.Value.Fits(value));

    [Fact]
    public void What_does_not_apply_says_why_and_what_need_not_be_said_can_be_read()
    {
        foreach (var option in All.SelectMany(section => section.Options))
        {
            Assert.NotEqual("", option.Meaning);
            Assert.False(option.Applies && option.AlreadySo is not null, option.Name);
            Assert.True(option.AlreadySo is null || option.Value.Fits(option.AlreadySo), option.Name);
        }
    }
}
