namespace Messaging.Drivers.Amqp1;

/// <summary>How we say who we are, by a mechanism of SASL.</summary>
public enum Amqp1Mechanism
{
    /// <summary>By user and password: PLAIN.</summary>
    Plain,

    /// <summary>Not at all: ANONYMOUS.</summary>
    Anonymous,

    /// <summary>By the certificate of the client that TLS has shown: EXTERNAL.</summary>
    External,
}
