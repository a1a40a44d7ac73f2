using Amqp.Framing;
using Amqp.Types;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>Chooses the dialect of a connection, by the settings and by what the peer says that it is.</summary>
internal sealed class DialectChoice(Amqp1Settings settings, string controlExchange)
{
    private const string RabbitProduct = "RabbitMQ";
    private const string QpidProduct = "qpid-cpp";

    private readonly RabbitDialect _rabbit = new(controlExchange);
    private readonly OsloDialect _legacy = new(new OsloAddresses(controlExchange, settings.AddressedHost, isRoutable: false));
    private readonly OsloDialect _routable = new(new OsloAddresses(controlExchange, settings.AddressedHost, isRoutable: true));
    private readonly GenericDialect _generic = new(settings.Patterns, controlExchange);

    public Dialect Of(Open open)
    {
        if (settings.Dialect == Amqp1Dialect.Generic)
        {
            return _generic;
        }

        var product = open.Properties?[new Symbol("product")] as string;
        if (settings.Dialect == Amqp1Dialect.Rabbit || (settings.Dialect == Amqp1Dialect.Automatic && product == RabbitProduct))
        {
            return _rabbit;
        }

        return settings.Addressing switch
        {
            Amqp1Addressing.Legacy => _legacy,
            Amqp1Addressing.Routable => _routable,
            _ => product is null or QpidProduct ? _legacy : _routable,
        };
    }
}
