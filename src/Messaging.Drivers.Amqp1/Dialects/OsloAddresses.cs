using System.Collections.Concurrent;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>
/// The addresses of oslo.messaging's own AMQP 1.0 driver, kept so that sending builds no strings. In legacy addresses, shared ones are
/// called unicast.
/// </summary>
/// <param name="controlExchange">The exchange of targets without one.</param>
/// <param name="virtualHost">The virtual host, which is part of the addresses; empty for none.</param>
/// <param name="isRoutable">Whether the addresses are for routers, with slashes.</param>
internal sealed class OsloAddresses(string controlExchange, string virtualHost, bool isRoutable)
{
    private const int MostAddresses = 4096;

    private static readonly string[] Prefixes = ["exclusive.", "unicast.", "broadcast.", "openstack.org/om/"];

    private enum Delivery
    {
        Shared,
        Server,
        Fanout,
        Notification,
    }

    private readonly ConcurrentDictionary<(Delivery Delivery, string Exchange, string Topic, string? Server), string> _known = new();

    public string Of(Target target) => Get(target.Server is null ? Delivery.Shared : Delivery.Server, target, target.Topic!, target.Server);

    public string OfFanout(Target target) => Get(Delivery.Fanout, target, target.Topic!, null);

    public string OfNotifications(Target target) => Get(Delivery.Notification, target, target.Topic!, null);

    /// <summary>Whether an address is that of a target or of notifications, in either form.</summary>
    public static bool IsOfTarget(string address) => Array.Exists(Prefixes, prefix => address.StartsWith(prefix, StringComparison.Ordinal));

    private string Get(Delivery delivery, Target target, string topic, string? server)
    {
        var key = (delivery, target.Exchange ?? controlExchange, topic, server);
        if (_known.TryGetValue(key, out var address))
        {
            return address;
        }

        if (_known.Count >= MostAddresses)
        {
            _known.Clear();
        }

        return _known[key] = Make(key);
    }

    private string Make((Delivery Delivery, string Exchange, string Topic, string? Server) key)
    {
        var prefix = (key.Delivery, isRoutable) switch
        {
            (Delivery.Server, true) => "openstack.org/om/rpc/unicast",
            (Delivery.Server, false) => "exclusive",
            (Delivery.Fanout, true) => "openstack.org/om/rpc/multicast",
            (Delivery.Fanout, false) => "broadcast",
            (Delivery.Notification, true) => "openstack.org/om/notify/anycast",
            (_, true) => "openstack.org/om/rpc/anycast",
            (_, false) => "unicast",
        };
        var last = key.Delivery == Delivery.Fanout && !isRoutable ? "all" : key.Server;

        // As in oslo.messaging, empty parts are left out.
        string?[] parts = [prefix, virtualHost, key.Exchange, key.Topic, last];
        return string.Join(isRoutable ? '/' : '.', parts.Where(part => !string.IsNullOrEmpty(part)));
    }
}
