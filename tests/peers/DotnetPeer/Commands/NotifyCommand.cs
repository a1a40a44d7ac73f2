using System.CommandLine;
using Messaging;

namespace DotnetPeer.Commands;

/// <summary><c>notify</c>: what oslo_notify.py notify does.</summary>
internal static class NotifyCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var topics = new Option<string[]>("--topic") { Required = true };
        var exchange = new Option<string?>("--control-exchange") { Description = "Default: 'openstack'." };
        var priority = new Option<NotificationPriority>("--priority") { DefaultValueFactory = _ => NotificationPriority.Info };
        var eventType = new Option<string>("--event-type") { DefaultValueFactory = _ => "peer.event" };
        var publisherId = new Option<string>("--publisher-id") { DefaultValueFactory = _ => "peer.host1" };
        var payload = new Option<string>("--payload") { Description = "JSON", DefaultValueFactory = _ => "{}" };
        var context = new Option<string>("--context") { Description = "JSON", DefaultValueFactory = _ => "{}" };
        var driver = new Option<NotifierDriver>("--driver") { DefaultValueFactory = _ => NotifierDriver.MessagingV2 };
        var count = new Option<int>("--count") { DefaultValueFactory = _ => 1 };
        var command = new Command("notify", "Sends notifications; says sent for each.")
        {
            topics, exchange, priority, eventType, publisherId, payload, context, driver, count,
        };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var transport = await common.OpenAsync(parsed, [], cancellationToken);
            var notifier = new Notifier(transport, new NotifierOptions
            {
                Topics = parsed.GetRequiredValue(topics),
                Exchange = parsed.GetValue(exchange),
                Drivers = [parsed.GetRequiredValue(driver)],
                PublisherId = parsed.GetRequiredValue(publisherId),
                ThrowOnFailure = true,
            });
            var given = new RpcContext(RpcValue.Parse(parsed.GetRequiredValue(context)).Properties);
            for (var i = 0; i < parsed.GetRequiredValue(count); i++)
            {
                await notifier.NotifyAsync(
                    parsed.GetRequiredValue(priority), given, parsed.GetRequiredValue(eventType),
                    RpcValue.Parse(parsed.GetRequiredValue(payload)), cancellationToken);
                Output.Emit(new Dictionary<string, object?>
                {
                    ["event"] = "sent",
                    ["priority"] = parsed.GetRequiredValue(priority),
                    ["event_type"] = parsed.GetRequiredValue(eventType),
                });
            }

            return 0;
        });
        return command;
    }
}
