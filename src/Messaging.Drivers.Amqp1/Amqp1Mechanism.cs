namespace Messaging.Drivers.Amqp1;

/// <summary>How the driver authenticates, by a SASL mechanism.</summary>
public enum Amqp1Mechanism
{
    /// <summary>By user and password: PLAIN.</summary>
    Plain,

    /// <summary>Not at all: ANONYMOUS.</summary>
    Anonymous,

    /// <summary>By the TLS client certificate: EXTERNAL.</summary>
    External,
}
