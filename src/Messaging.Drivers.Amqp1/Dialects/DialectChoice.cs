using Amqp.Framing;
using Amqp.Types;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>Chooses the dialect of a connection by the settings and by the product that the peer names.</summary>
internal sealed class DialectChoice
{
    private const string RabbitProduct = "RabbitMQ";
    private const string QpidProduct = "qpid-cpp";

    private readonly Amqp1Settings _settings;
    private readonly RabbitDialect _rabbit;
    private readonly OsloDialect _legacy;
    private readonly OsloDialect _routable;
    private readonly GenericDialect _generic;

    public DialectChoice(Amqp1Settings settings, string controlExchange)
    {
        _settings = settings;
        _rabbit = new RabbitDialect(controlExchange);
        _legacy = new OsloDialect(new OsloAddresses(controlExchange, settings.AddressedHost, isRoutable: false));
        _routable = new OsloDialect(new OsloAddresses(controlExchange, settings.AddressedHost, isRoutable: true));
        _generic = new GenericDialect(settings.Patterns, controlExchange);
    }

    public Dialect Of(Open open)
    {
        if (_settings.Dialect == Amqp1Dialect.Generic)
        {
            return _generic;
        }

        var product = open.Properties?[new Symbol("product")] as string;
        if (_settings.Dialect == Amqp1Dialect.Rabbit || (_settings.Dialect == Amqp1Dialect.Automatic && product == RabbitProduct))
        {
            return _rabbit;
        }

        return _settings.Addressing switch
        {
            Amqp1Addressing.Legacy => _legacy,
            Amqp1Addressing.Routable => _routable,
            _ => product is null or QpidProduct ? _legacy : _routable,
        };
    }
}
