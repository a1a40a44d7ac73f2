using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Options;

public sealed class OsloOptionsTests
{
    [Fact]
    public void No_name_of_a_section_is_there_twice()
    {
        foreach (var group in OsloOptions.All.GroupBy(o => o.Group))
        {
            var names = group.SelectMany(o => o.Aliases.Prepend(o.Name)).ToList();
            Assert.Equal(names.Distinct(), names);
        }
    }

    [Theory]
    [InlineData(OsloGroup.Rabbit, "rabbit_quroum_max_memory_length", "rabbit_quorum_max_memory_length")]
    [InlineData(OsloGroup.Rabbit, "kombu_ssl_ca_certs", "ssl_ca_file")]
    [InlineData(OsloGroup.Default, "rpc_thread_pool_size", "executor_thread_pool_size")]
    [InlineData(OsloGroup.Notifications, "notification_topics", "topics")]
    [InlineData(OsloGroup.Default, "ssl", null)]
    [InlineData(OsloGroup.Rabbit, "SSL", null)]
    public void An_option_is_found_by_any_of_its_names_in_its_section(OsloGroup group, string name, string? expected) =>
        Assert.Equal(expected, OsloOptions.Find(group, name)?.Name);

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
        Assert.Equal(fits, OsloOptions.Find(OsloGroup.Rabbit, name)!.Value.Fits(value));

    [Fact]
    public void What_does_not_apply_says_why_and_what_need_not_be_said_can_be_read()
    {
        foreach (var option in OsloOptions.All)
        {
            Assert.NotEqual("", option.Meaning);
            Assert.False(option.Applies && option.AlreadySo is not null, option.Name);
            Assert.True(option.AlreadySo is null || option.Value.Fits(option.AlreadySo), option.Name);
        }
    }
}
