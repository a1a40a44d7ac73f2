namespace Messaging.Drivers.Rabbit;

/// <summary>How a connection says who it is.</summary>
public enum RabbitLogin
{
    /// <summary>By the user and the password of the URL: <c>PLAIN</c>, and <c>AMQPLAIN</c>, which is the same in another form.</summary>
    Password,

    /// <summary>
    /// By the certificate of <see cref="RabbitTlsOptions.CertFile"/>: <c>EXTERNAL</c>. The broker needs its plugin
    /// <c>rabbitmq_auth_mechanism_ssl</c>, and a user of the certificate's name.
    /// </summary>
    Certificate,
}
