namespace Messaging.Drivers.Amqp1;

/// <summary>How addresses are formed in the dialect <see cref="Amqp1Dialect.Oslo"/>; as <c>addressing_mode</c> of oslo.messaging.</summary>
public enum Amqp1Addressing
{
    /// <summary>
    /// <see cref="Legacy"/> when the peer says that it is <c>qpid-cpp</c>, or does not name its product; otherwise <see cref="Routable"/>.
    /// </summary>
    Dynamic,

    /// <summary>With dots, as <c>unicast.openstack.topic</c>: for qpidd.</summary>
    Legacy,

    /// <summary>With slashes, as <c>openstack.org/om/rpc/anycast/openstack/topic</c>: for routers.</summary>
    Routable,
}
